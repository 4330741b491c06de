#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seller's day by keyboard alone: half a phone number, a call, a contact, a task, a letter, ten
clients at once, undo.

Speaks TAP. The window is driven by keys; what came of it is asked of the office file.
"""

import csv
import os
import sys

from desk import _, application, ngettext, pgettext, run, shows, wait

LETTER = (
    b"From: Ion <ion@alba.example>\r\nTo: office@example.md\r\n"
    b"Date: Tue, 24 Nov 2026 10:15:00 +0200\r\nSubject: Forty chairs\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
)


def listed(desk, entity, *arguments):
    """Records as the command line lists them."""
    text = desk.colleague("list", entity, "--format", "csv", *arguments)
    return list(csv.reader(text.lstrip("\ufeff").splitlines()))[1:]


def of_client(desk, entity, title):
    return listed(desk, entity, "--where", "client.name = '%s'" % desk.client, "--search", title)


def window_opens(desk):
    wait(application, "the application on the accessibility bus")
    wait(lambda: shows(_("Clients")), "the room of clients")


def client_is_found_by_half_a_phone(desk):
    for name, phone in listed(desk, "client", "--columns", "name,phone_main"):
        desk.digits = "".join(c for c in phone if c.isdigit())[-6:]
        if len(desk.digits) == 6 and len(listed(desk, "party", "--search", desk.digits)) == 1:
            desk.client = name
            break
    desk.keys("ctrl+k")
    wait(lambda: shows(_("What was found")) or shows(_("Find")), "the palette")
    go_to_client(desk)


def go_to_client(desk):
    desk.types(desk.digits)
    wait(lambda: shows(desk.client), "the client in the palette")
    desk.keys("Return")
    wait(lambda: shows(_("Timeline")), "the card of the client")


def call_is_logged_with_a_task(desk):
    desk.keys("c")
    wait(lambda: shows(_("Discard")), "the call that is written down")
    desk.types("Asked for prices")
    desk.keys("Tab", "Tab", "Tab")
    desk.types("Send the prices")
    desk.keys("Tab")
    desk.types("+3")
    desk.keys("Return")
    wait(lambda: of_client(desk, "event", "asked for prices"), "the call")
    wait(lambda: of_client(desk, "task", "send the prices"), "the task that came of it")


def contact_is_added(desk):
    desk.keys("F2", "Escape")
    desk.keys("ctrl+k")
    go_to_client(desk)
    desk.keys("p")
    desk.types("Nina Sandu")
    desk.keys("Return")
    wait(lambda: listed(desk, "party", "--search", "nina sandu"), "the person")
    wait(lambda: shows("Nina Sandu"), "the person on the card")


def letter_is_taken_in(desk):
    path = os.path.join(desk.folder, "chairs.eml")
    with open(path, "wb") as file:
        file.write(LETTER + "Нужны сорок стульев.\r\n".encode("koi8-r"))
    desk.keys("ctrl+k")
    go_to_client(desk)
    desk.keys("ctrl+shift+a")
    wait(lambda: shows(_("Choose a file")), "the choice of a file")
    desk.types(path)
    desk.keys("Return")
    wait(lambda: of_client(desk, "event", "forty chairs"), "the letter on the timeline")


def ten_are_changed_at_once(desk):
    desk.keys("ctrl+f", "Down", "Home", *["shift+Down"] * 9)
    wait(lambda: shows(_("%s · %s chosen") % (ngettext("%d client", "%d clients", 40), "10")), "ten clients chosen")
    desk.keys("ctrl+e")
    wait(lambda: shows(ngettext("Change %u record", "Change %u records", 10)), "the dialog")
    desk.keys("space")
    desk.keys(*["Down"] * 9, "Return")
    wait(lambda: shows(pgettext("bulk edit", "add the tag")), "the tags")
    desk.keys("Tab", "Tab")
    desk.types("fair")
    desk.keys("ctrl+Return")
    wait(lambda: shows(ngettext("%d record would change. Once more to do it.",
                                "%d records would change. Once more to do it.", 10)), "what would change")
    desk.keys("ctrl+Return")
    wait(lambda: len(listed(desk, "client", "--where", "tags ~ fair")) == 10, "ten tags")


def that_is_undone(desk):
    desk.keys("ctrl+z")
    wait(lambda: not listed(desk, "client", "--where", "tags ~ fair"), "no tags")
    assert of_client(desk, "event", "asked for prices")


STEPS = [
    window_opens,
    client_is_found_by_half_a_phone,
    call_is_logged_with_a_task,
    contact_is_added,
    letter_is_taken_in,
    ten_are_changed_at_once,
    that_is_undone,
]

if __name__ == "__main__":
    sys.exit(run(STEPS, 40))
