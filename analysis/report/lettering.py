"""A chart's drawn words as text again: on paper they are set in the same typeface, and can be searched and copied.

matplotlib draws words as outlines, each text in a group, and writes the words before the group as a comment.
"""

import re
from collections.abc import Callable
from html import escape, unescape

GROUP = re.compile(r"\s*<g ([^>]*)>")
DOWNWARDS = re.compile(r"scale\(([\d.]+) -\1\)")  # outlines count upwards
APART = re.compile("- (?=-)")  # two hyphens in a row, which a comment may not hold
FACE = re.compile("#DejaVuSans-(Bold|Oblique|BoldOblique)-")
LOOKS = {"Bold": 'font-weight="bold"', "Oblique": 'font-style="oblique"'}
PLAIN = 'font-family="DejaVu Sans" font-size="100" xml:space="preserve"'  # outlines are of this size, then scaled


def lettered_picture(svg: str, legible: Callable[[str], str]) -> str:
    """The picture with its words as text. legible: words as the typeface can show them."""
    drawn, *texts = svg.split("<!-- ")
    return drawn + "".join(_text(text, legible) for text in texts)


def _text(drawn: str, legible: Callable[[str], str]) -> str:
    """One text, and what is drawn after it. A comment of another's making is no text."""
    words, _, group = drawn.partition(" -->")
    begun = GROUP.match(group)
    if not begun:
        return f"<!-- {drawn}"
    outlines, _, after = group.partition("</g>")
    face = FACE.search(outlines)
    looks = [PLAIN, *(look for name, look in LOOKS.items() if face and name in face[1])]
    place = DOWNWARDS.sub(r"scale(\1)", begun[1])
    said = legible(unescape(APART.sub("-", words)))
    return f"<text {' '.join(looks)} {place}>{escape(said)}</text>{after}"
