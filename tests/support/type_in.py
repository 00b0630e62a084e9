"""Opens a sheet in LibreOffice, types answers in as a person does, saves it as .xlsx and .csv; for a Python with uno.

Usage: type_in.py SHEET FOLDER ANSWERS, where ANSWERS is JSON: column -> what is typed in each row.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {"back.xlsx": ("Calc MS Excel 2007 XML", ""), "back.csv": ("Text - txt - csv (StarCalc)", "44,34,76,1")}
SECONDS = 60


def settings(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def desktop(pipe):
    """LibreOffice's desktop, once it answers."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    ends = time.monotonic() + SECONDS
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


def fill(sheet, answers):
    """Each answer in its column, row by row; a cell that is locked ends it, as a person could not type there."""
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    header = [sheet.getCellByPosition(place, 0).String for place in range(used.RangeAddress.EndColumn + 1)]
    for name, typed in answers.items():
        for row, text in enumerate(typed, start=1):
            cell = sheet.getCellByPosition(header.index(name), row)
            if sheet.isProtected() and cell.CellProtection.IsLocked:
                sys.exit(f"{name}, row {row}: locked")
            cell.setFormula(text)  # parsed as what is typed: a date becomes a date


def main(source, folder, answers):
    pipe = f"cyfrif{Path(folder).name}"
    profile = Path(folder, "profile").as_uri()
    told = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}"]
    office = subprocess.Popen(["soffice", *told, f"--accept=pipe,name={pipe};urp;"], start_new_session=True)
    try:
        desk = desktop(pipe)
        book = desk.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, settings(Hidden=True))
        fill(book.Sheets.getByIndex(0), json.loads(answers))
        for name, (written_as, options) in FILTERS.items():
            told = settings(FilterName=written_as, FilterOptions=options)
            book.storeToURL(Path(folder, name).as_uri(), told)
        book.close(True)
        desk.terminate()
        office.wait(SECONDS)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
