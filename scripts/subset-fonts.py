"""Makes the PDF fonts in resources/fonts from Inter's static TrueType files.

    npm pack @expo-google-fonts/inter@0.4.2 && tar xzf expo-google-fonts-inter-0.4.2.tgz
    apt-get install fonttools        # 4.38 made the committed files
    /usr/bin/python3 scripts/subset-fonts.py package resources/fonts

The same input and fonttools version give the same bytes. jsPDF reads only glyf outlines and a cmap, so layout features and
hints go; figures become the tabular ones, because jsPDF cannot apply `tnum` and amounts must align in their column.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FACES = {
    "400Regular/Inter_400Regular.ttf": "inter-regular.ttf",
    "600SemiBold/Inter_600SemiBold.ttf": "inter-semibold.ttf",
}

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x017F),  # Latin, Latin-1, Latin Extended-A
    (0x018F, 0x018F), (0x0259, 0x0259),  # Azerbaijani schwa
    (0x0218, 0x021B), (0x1E9E, 0x1E9E),  # Romanian, capital sharp s
    (0x0386, 0x0386), (0x0388, 0x038A), (0x038C, 0x038C), (0x038E, 0x03A1), (0x03A3, 0x03CE),  # Greek
    (0x0400, 0x045F), (0x0490, 0x0493), (0x049A, 0x049B), (0x04A2, 0x04A3), (0x04AE, 0x04B1), (0x04D8, 0x04D9), (0x04E8, 0x04E9),  # Cyrillic
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2044, 0x2044),
    (0x2070, 0x2070), (0x2074, 0x2079), (0x2080, 0x2089),  # CO2, m3
    (0x20A9, 0x20A9), (0x20AA, 0x20AA), (0x20AC, 0x20AC), (0x20B4, 0x20B4), (0x20B8, 0x20BA), (0x20BC, 0x20BD), (0x20BE, 0x20BE),
    (0x2116, 0x2116), (0x2122, 0x2122), (0x2126, 0x2126), (0x2153, 0x2154), (0x215B, 0x215E),
    (0x2190, 0x2193), (0x2206, 0x2206), (0x2211, 0x2212), (0x221A, 0x221A), (0x221E, 0x221E), (0x2248, 0x2248),
    (0x2260, 0x2260), (0x2264, 0x2265), (0x25A1, 0x25A1), (0x25CF, 0x25CF), (0x2713, 0x2713),
]

FIGURES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def make(source: Path, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        for code, glyph in table.cmap.items():
            if glyph in FIGURES:
                table.cmap[code] = f"{glyph}.tf"
    options = subset.Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14],
        drop_tables=["GDEF", "GPOS", "GSUB", "STAT", "gasp", "prep"], legacy_cmap=False, recalc_timestamp=False,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    font.save(target)


def main(package: Path, folder: Path) -> None:
    for source, target in FACES.items():
        make(package / source, folder / target)
    shutil.copyfile(package / "LICENSE_FONT", folder / "OFL.txt")


main(Path(sys.argv[1]), Path(sys.argv[2]))
