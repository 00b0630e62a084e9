"""The sentences of a report's page, in reading order."""

import re
from html import unescape
from pathlib import Path

LEFT_OUT = re.compile(r"<(style|nav|footer|table)\b.*?</\1>|<p class=\"state\">.*?</p>", re.DOTALL)
NUMBER = re.compile(r'<span data-number="[^"]*">([^<]*)</span>')
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|div|section|figure|figcaption|blockquote|details|summary|main)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
ENDS = re.compile(r"(?<=[.!?])\s+(?=\S)")
OPENS, SHUTS = "\ue000", "\ue001"  # round a number, so that a sentence is known without it


def page_sentences(path: Path) -> list[str]:
    """The sentences of a page in reading order, its numbers in marks; none of a page that is not there."""
    if not path.is_file():
        return []
    body = LEFT_OUT.sub(" ", path.read_text(encoding="utf-8").partition("<body>")[2])
    blocks = BLOCK.split(NUMBER.sub(rf"{OPENS}\1{SHUTS}", body))
    texts = (" ".join(unescape(TAG.sub("", block)).split()) for block in blocks)
    return [sentence for text in texts if text for sentence in ENDS.split(text)]


def plain_sentence(sentence: str) -> str:
    """A sentence without the marks round its numbers."""
    return sentence.replace(OPENS, "").replace(SHUTS, "")


def bare_sentence(sentence: str) -> str:
    """A sentence without its numbers."""
    return re.sub(f"{OPENS}.*?{SHUTS}", "#", sentence)
