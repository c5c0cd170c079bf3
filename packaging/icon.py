#!/usr/bin/env python3
"""Draws the program's icon: a case file with a tick, in the pages' colour. Writes packaging/assay.ico.

    pip install pillow && python3 packaging/icon.py
"""

from pathlib import Path

from PIL import Image, ImageDraw

SIZES = [16, 20, 24, 32, 40, 48, 64, 256]
BLUE, PAPER, LINE, TICK = (29, 78, 110), (255, 255, 255), (178, 196, 208), (0, 112, 60)


def drawn(size):
    """Draws at eight times the size and scales down, so that edges are smooth; small icons have no lines of text."""
    scale = size * 8
    image = Image.new("RGBA", (scale, scale), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    at = lambda *points: [value * scale for value in points]
    pen.rounded_rectangle(at(0.02, 0.02, 0.98, 0.98), radius=0.18 * scale, fill=BLUE)
    pen.rounded_rectangle(at(0.22, 0.14, 0.78, 0.86), radius=0.05 * scale, fill=PAPER)
    if size >= 32:
        for y in (0.25, 0.34):
            pen.rounded_rectangle(at(0.31, y, 0.69, y + 0.035), radius=0.015 * scale, fill=LINE)
    top = 0.0 if size >= 32 else -0.1
    points = [(0.32, 0.62 + top), (0.45, 0.74 + top), (0.69, 0.46 + top)]
    width = int((0.085 if size >= 32 else 0.12) * scale)
    pen.line([(x * scale, y * scale) for x, y in points], fill=TICK, width=width, joint="curve")
    for x, y in (points[0], points[-1]):
        r = width / 2
        pen.ellipse([x * scale - r, y * scale - r, x * scale + r, y * scale + r], fill=TICK)
    return image.resize((size, size), Image.LANCZOS)


images = [drawn(size) for size in SIZES]
target = Path(__file__).parent / "assay.ico"
images[-1].save(target, format="ICO", sizes=[(size, size) for size in SIZES], append_images=images[:-1])
print(target)
