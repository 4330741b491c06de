#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at a desk, from outside: finds a client, adds one, a colleague changes it, undo.

Speaks TAP. The window is driven by keys and read by AT-SPI; the colleague is the command line on the
same office file.
"""

import sys

from desk import _, application, ngettext, run, shows, wait


def window_opens(desk):
    wait(application, "the application on the accessibility bus")
    wait(lambda: shows(_("Clients")), "the room of clients")
    wait(lambda: shows(_("Deals")), "the room of deals")


def client_is_added(desk):
    desk.keys("ctrl+n")
    wait(lambda: shows(_("Create")), "the button that creates")
    desk.types("Proba Nova SRL")
    desk.keys("ctrl+Return")
    wait(
        # The legal form has a field of its own.
        lambda: "Proba Nova" in desk.colleague("list", "client", "--search", "proba nova"),
        "the new client on another desktop",
    )


def client_is_found(desk):
    desk.keys("ctrl+f")
    desk.types("proba")
    wait(lambda: shows(ngettext("%d client", "%d clients", 1)), "one client in the foot of the list")
    wait(lambda: shows("Proba Nova"), "the client's row")


def change_is_followed(desk):
    found = desk.colleague("list", "client", "--search", "proba nova", "--columns", "id",
                           "--format", "csv")
    identity = found.split()[-1].strip('"')
    desk.colleague("set", "client", identity, "name=Proba Noua SRL")
    wait(lambda: shows("Proba Noua SRL"), "the name that the colleague gave")


def creation_is_undone(desk):
    desk.keys("ctrl+f", "ctrl+a", "BackSpace", "Escape", "Down")
    desk.colleague("list", "client", "--search", "proba")
    desk.keys("ctrl+n")
    wait(lambda: shows(_("Create")), "the button that creates")
    desk.types("Trecere Rapida SRL")
    desk.keys("ctrl+Return")
    wait(
        lambda: "Trecere" in desk.colleague("list", "client", "--search", "trecere"),
        "the second new client",
    )
    desk.keys("ctrl+1", "ctrl+z")
    wait(
        lambda: "Trecere" not in desk.colleague("list", "client", "--search", "trecere"),
        "the second client gone again",
    )


STEPS = [window_opens, client_is_added, client_is_found, change_is_followed, creation_is_undone]

if __name__ == "__main__":
    sys.exit(run(STEPS, 30))
