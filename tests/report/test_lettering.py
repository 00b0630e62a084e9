"""A chart's words as text on paper: the same words in the same places as those that were drawn."""

import io
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
import typst

from analysis.exhibits.charts.drawing import MARGIN, Picture, house_style
from analysis.report.lettering import lettered_picture
from analysis.report.paper import legible_text
from analysis.report.pdf import typeface_letters

LOOKS: list[dict[str, str]] = [{}, {"weight": "bold"}, {"style": "italic"}, {"weight": "bold", "style": "italic"}]
WORDS = ["Cytuno’n gryf: ŵ ŷ â", "R&D <b> 'a' \"b\" 5--4 --> 100%", "ffi AV To 5 > 4", "rhy ychydig"]
ON_A_PAGE = """#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "DejaVu Sans", fallback: false)
#image(bytes(sys.inputs.svg), format: "svg")"""


@pytest.fixture(scope="module")
def drawn() -> str:
    with house_style():
        picture = Picture(160)
        for turn, (words, look) in enumerate(zip(WORDS, LOOKS, strict=True)):
            picture.write(MARGIN, 20 + 30 * turn, words, color="#801650", **look)
        picture.write(590, 130, "at the end", ha="right", rotation=12)
        return picture.svg("title", "description")


def printed(svg: str, folder: Path) -> np.ndarray:
    """The picture as Typst prints it: lightness of each point (0-1)."""
    (folder / "page.typ").write_text(ON_A_PAGE)
    typefaces = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")
    made = typst.compile(
        str(folder / "page.typ"), format="png", ppi=144, font_paths=[typefaces], ignore_system_fonts=True,
        sys_inputs={"svg": svg},
    )  # fmt: skip
    return np.asarray(matplotlib.image.imread(io.BytesIO(bytes(made))))[..., :3].mean(axis=2)


def test_every_text_is_text_and_no_outline_is_left(drawn: str) -> None:
    made = lettered_picture(drawn, legible_text)
    assert made.count("<text ") == 5
    assert "<use" not in made
    assert [made.count(look) for look in ('font-weight="bold"', 'font-style="oblique"')] == [2, 2]
    assert "Cytuno’n gryf: ŵ ŷ â</text>" in made
    assert "R&amp;D &lt;b&gt; &#x27;a&#x27; &quot;b&quot; 5--4 --&gt; 100%" in made


def test_letters_stand_where_they_were_drawn(drawn: str, tmp_path: Path) -> None:
    outlines, text = printed(drawn, tmp_path), printed(lettered_picture(drawn, legible_text), tmp_path)
    assert outlines.shape == text.shape
    inked = float((1 - outlines).sum())
    assert inked > 1000
    assert float(np.abs(outlines - text).sum()) < 0.02 * inked


def test_a_letter_that_the_typeface_lacks_stands_as_its_code() -> None:
    with house_style():
        picture = Picture(60)
        picture.write(MARGIN, 20, "a中")
        svg = picture.svg("title", "description")
    assert ">a[U+4E2D]</text>" in lettered_picture(svg, lambda words: legible_text(words, typeface_letters()))


def test_a_picture_of_another_hand_stays_as_it_is() -> None:
    svg = "<svg><!-- made elsewhere --><rect/></svg>"
    assert lettered_picture(svg, legible_text) == svg
