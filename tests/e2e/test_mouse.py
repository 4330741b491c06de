#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seller's morning by mouse alone: ten clients changed at once and undone, half a phone number, a
call, a task, a contact, a letter that is dragged in. Only letters and figures are typed.

Speaks TAP. What came of it is asked of the office file.
"""

import os
import subprocess
import sys

from desk import BUILD, Pointer, _, application, ngettext, run, shows, wait
from test_day import LETTER, listed, of_client


def window_opens(desk):
    wait(application, "the application on the accessibility bus")
    wait(lambda: shows(_("Clients")), "the room of clients")
    desk.mouse = Pointer(desk)


def tagged(desk):
    return listed(desk, "client", "--where", "tags ~ spring")


def ten_clients_are_changed(desk):
    names = [row[0] for row in listed(desk, "client", "--columns", "name")][:10]
    desk.mouse.click(names[0], ["label"])
    desk.mouse.click_with("shift", names[9], ["label"])
    wait(lambda: shows(_("%s · %s chosen") % (ngettext("%d client", "%d clients", 40), "10")), "ten chosen in the foot")
    desk.mouse.menu(names[4], ["label"])
    desk.mouse.click(_("Change…"))
    desk.mouse.choose(_("The field"), _("Tags"))
    desk.mouse.click(_("Tag"))
    desk.mouse.click(_("Tag"))
    desk.types("spring")
    desk.mouse.click(_("Look"), ["push button"])
    wait(lambda: shows(ngettext("%d record would change. Once more to do it.",
                                "%d records would change. Once more to do it.", 10)),
         "how many would change")
    desk.mouse.click(_("Change"), ["push button"])
    wait(lambda: len(tagged(desk)) == 10, "ten clients with the tag")


def change_is_undone(desk):
    # The toast offers it too, for some seconds.
    desk.mouse.click(_("Menu"), ["toggle button", "push button"])
    desk.mouse.click(_("Undo"), ["menu item"])
    desk.mouse.let_go()
    wait(lambda: not tagged(desk), "no client with the tag")


def client_is_found_by_half_a_phone(desk):
    for name, phone in listed(desk, "client", "--columns", "name,phone_main"):
        desk.digits = "".join(c for c in phone if c.isdigit())[-6:]
        if len(desk.digits) == 6 and len(listed(desk, "client", "--search", desk.digits)) == 1:
            desk.client = name
            break
    desk.mouse.click(_("Search"), ["push button"])
    desk.types(desk.digits)
    wait(lambda: shows(ngettext("%d client", "%d clients", 1)), "one client in the foot")
    desk.mouse.click(desk.client, ["label"])
    wait(lambda: shows(_("Timeline")), "the card of the client")


def call_is_logged_with_a_task(desk):
    desk.mouse.click(_("Call"), ["push button"])
    desk.mouse.click(_("What was said"))
    desk.types("Asked for prices")
    desk.mouse.click(_("Next step"))
    desk.types("Send the prices")
    desk.mouse.click(_("A day: 15.11, +3, tomorrow"))
    desk.types("+3")
    desk.mouse.click(_("Keep"), ["push button"])
    wait(lambda: of_client(desk, "event", "asked for prices"), "the call")
    wait(lambda: of_client(desk, "task", "send the prices"), "the task that came of it")


def contact_is_added(desk):
    desk.mouse.click(_("Details"), ["page tab"])
    desk.mouse.click(_("Person, found or new (P)"))
    desk.types("Nina Sandu")
    desk.mouse.click(_("Add"), ["push button"])
    wait(lambda: listed(desk, "party", "--search", "nina sandu"), "the person")
    wait(lambda: shows("Nina Sandu"), "the person on the card")


def drag_file(desk, name, content, words, roles):
    """Out of another program's window, onto what says the words."""
    path = os.path.join(desk.folder, name)
    with open(path, "wb") as file:
        file.write(content)
    with subprocess.Popen([os.path.join(BUILD, "e2e", "drag-source"), path]) as source:
        try:
            window = wait(lambda: subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", "drag-source"],
                check=True, capture_output=True, text=True).stdout.split()[-1],
                "the window that a file is dragged out of")
            desk.mouse.do("windowmove", "--sync", window, 1400, 900)
            desk.mouse.drag((1480, 930), words, roles)
            yield
        finally:
            source.terminate()


def letter_is_dragged_in(desk):
    letter = LETTER + "Нужны сорок стульев.\r\n".encode("koi8-r")
    for _dragged in drag_file(desk, "chairs.eml", letter, _("Files"), ["page tab"]):
        wait(lambda: of_client(desk, "event", "forty chairs"), "the letter on the timeline")


def file_is_dragged_on_a_row(desk):
    for _dragged in drag_file(desk, "sketch.txt", b"sketch", desk.client, ["label"]):
        wait(lambda: listed(desk, "attachment", "--search", "sketch"), "the file at the client")


def field_is_dragged(desk):
    """In the window of fields, by the row itself, over two others."""
    desk.mouse.click(_("Menu"), ["toggle button", "push button"])
    desk.mouse.click(_("Fields and layout"), ["menu item"])
    desk.mouse.let_go()
    taken = wait(lambda: desk.mouse.point(_("Tags"), ["label"], -1), "the row of a field")
    desk.mouse.drag(taken, _("Segment"), ["label"], -1)
    wait(lambda: desk.mouse.point(_("Tags"), ["label"], -1)[1]
         < desk.mouse.point(_("Source"), ["label"], -1)[1], "the field before the other")


STEPS = [
    window_opens,
    ten_clients_are_changed,
    change_is_undone,
    client_is_found_by_half_a_phone,
    call_is_logged_with_a_task,
    contact_is_added,
    letter_is_dragged_in,
    file_is_dragged_on_a_row,
    field_is_dragged,
]

if __name__ == "__main__":
    sys.exit(run(STEPS, 40))
