"""Structured text as HTML: every word escaped, every number marked with its id. Jupyter and the report share it."""

from html import escape
from typing import Any

Node = dict[str, Any]
SAFE_LINKS = ("https://", "http://", "mailto:", "tel:", "#")


def inline_html(nodes: list[Node]) -> str:
    """HTML of a run of inline nodes."""
    return "".join(_inline(node) for node in nodes)


def _inline(node: Node) -> str:
    kind = node["type"]
    if kind == "text":
        return escape(node["text"])
    if kind == "number":
        return f'<span data-number="{escape(node["id"])}">{escape(node["shown"])}</span>'
    if kind == "code":
        return f"<code>{escape(node['text'])}</code>"
    if kind == "bar":
        return _bar(float(node["share"]))
    if kind == "gate":
        return _gate(node)
    start, end = _wrapper(node)
    return f"{start}{inline_html(node['children'])}{end}"


def _gate(node: Node) -> str:
    """Words that a gate holds, marked for eye and ear; why stands before them."""
    why = f'<span class="why" lang="en">[{escape(node["gate"])}: {escape(node["what"])}]</span>'
    return f'<mark class="gate">{why} {inline_html(node.get("children", [])) or escape(node.get("text", ""))}</mark>'


def _bar(share: float) -> str:
    """A bar of a share (0-1), for the eye alone: the number stands beside it."""
    width = f"{100 * min(max(share, 0), 1):.3g}"
    whole, part = '<rect class="whole" width="100" height="10"/>', f'<rect class="part" width="{width}" height="10"/>'
    return f'<svg class="bar" viewBox="0 0 100 10" width="100" height="10" aria-hidden="true">{whole}{part}</svg>'


def _wrapper(node: Node) -> tuple[str, str]:
    match node["type"]:
        case "strong":
            return "<strong>", "</strong>"
        case "emphasis":
            return "<em>", "</em>"
        case "seed":
            return f'<span data-seed="{escape(" ".join(node["ids"]))}">', "</span>"
        case "language":
            return f'<span lang="{escape(node["language"])}">', "</span>"
        case "link" if node["href"].startswith(SAFE_LINKS):
            return f'<a href="{escape(node["href"])}">', "</a>"
        case "link":
            return "", ""
    raise ValueError(f"unknown inline node {node['type']!r}")


def blocks_html(nodes: list[Node]) -> str:
    """HTML of block nodes."""
    return "\n".join(_block(node) for node in nodes)


def _block(node: Node) -> str:
    match node["type"]:
        case "paragraph":
            return f"<p>{inline_html(node['children'])}</p>"
        case "heading":
            level = int(node["level"])
            return f'<h{level} id="{escape(node["anchor"])}">{inline_html(node["children"])}</h{level}>'
        case "list":
            tag = "ol" if node["ordered"] else "ul"
            items = "".join(f"<li>{_item(item)}</li>" for item in node["items"])
            return f"<{tag}>{items}</{tag}>"
        case "quote":
            return f"<blockquote>{blocks_html(node['children'])}</blockquote>"
    raise ValueError(f"unknown block node {node['type']!r}")


def _item(item: list[Node]) -> str:
    """A list item; a single paragraph stands bare."""
    if len(item) == 1 and item[0]["type"] == "paragraph":
        return inline_html(item[0]["children"])
    return blocks_html(item)


def table_html(content: Node, identity: str) -> str:
    """HTML of a table: caption, column and row headers with scope, numeric columns marked."""
    numeric = [column["numeric"] for column in content["columns"]]
    head = "".join(
        f'<th scope="col"{_class(column["numeric"])}>{escape(column["label"])}</th>' for column in content["columns"]
    )
    body = "".join(_row(row, numeric) for row in content["rows"])
    caption = f'<caption id="{escape(identity)}-caption">{inline_html(content["caption"])}</caption>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: list[Node], numeric: list[bool]) -> str:
    cells = "".join(_cell(cell, numeric[place], first=place == 0) for place, cell in enumerate(row))
    return f"<tr>{cells}</tr>"


def _cell(cell: Node, numeric: bool, *, first: bool) -> str:
    tag, scope = ("th", ' scope="row"') if first else ("td", "")
    seeds = f' data-seed="{escape(" ".join(cell["seeds"]))}"' if cell.get("seeds") else ""
    names = [name for name, given in (("number", numeric), ("current", bool(cell.get("current")))) if given]
    classes = f' class="{" ".join(names)}"' if names else ""
    return f"<{tag}{scope}{classes}{seeds}>{inline_html(cell['children'])}</{tag}>"


def _class(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def figure_html(content: Node, png: str) -> str:
    """HTML of a chart that stands alone: its title, what it measures, and the picture (base64)."""
    title = f"<strong>{inline_html(content['title'])}</strong><br>{escape(content['subtitle'])}"
    image = f'<img src="data:image/png;base64,{png}" alt="{escape(content["alt"])}" width="600">'
    return f"<figure><figcaption>{title}</figcaption>{image}</figure>"


def plain_words(nodes: list[Node]) -> str:
    """The words of inline nodes without any mark-up."""
    return "".join(node.get("text") or node.get("shown") or plain_words(node.get("children", [])) for node in nodes)
