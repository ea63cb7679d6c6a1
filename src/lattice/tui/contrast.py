"""Whether text can be read in a theme: 4.5 to 1 of every kind on every ground, and how to get there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.color import Color
from textual.theme import Theme

#: What text needs against its ground, by WCAG 2 (AA).
ENOUGH = 4.5
#: Kinds of text. Disabled text is exempt, as in WCAG.
TEXTS = (
    *("text", "foreground", "text-muted", "text-primary", "text-secondary", "text-accent"),
    *("text-success", "text-warning", "text-error", "footer-key-foreground"),
)
#: What every kind of text may stand on.
GROUNDS = (
    *("background", "surface", "panel", "block-hover-background", "block-cursor-blurred-background"),
    "footer-background",
)
#: Grounds that a grid mixes over its surface (`grid/sheet.tcss`): the cursor's row, what is selected,
#: what somebody just changed.
MIXED = (("primary", 0.2), ("secondary", 0.25), ("warning", 0.2))
#: Text that stands on one ground alone.
PAIRS = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-description-foreground", "footer-background"),
    ("button-foreground", "panel"),
    ("text-primary", "primary-muted"),
    ("text-error", "error-muted"),
    ("text", "input-selection-background"),
    ("button-color-foreground", "error"),
)
#: How much of the colour is in the grounds that are made anew where a theme has them translucent.
_TINTS = {
    "block-hover-background": ("foreground", 0.08),
    "block-cursor-blurred-background": ("primary", 0.22),
    "input-selection-background": ("primary", 0.35),
    "primary-muted": ("primary", 0.2),
    "error-muted": ("error", 0.2),
}
_STEPS = 20
BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)


def contrast(one: Color, other: Color) -> float:
    """WCAG 2 contrast ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def colours_of(theme: Theme) -> dict[str, str]:
    """Every colour of a theme by its name, as style sheets have it."""
    return {**theme.to_color_system().generate(), **theme.variables}


def weak(theme: Theme) -> dict[str, float]:
    """What cannot be read well in a theme, `text on panel`, with its ratio; empty where all is legible.

    A theme of the terminal's own colours has none that could be computed.
    """
    if theme.ansi or theme.primary.startswith("ansi"):
        return {}
    colours = colours_of(theme)
    found = {
        f"{text} on {name}": _ratio(colours, text, ground)
        for text in TEXTS
        for name, ground in _grounds(colours).items()
    }
    found |= {f"{text} on {name}": _ratio(colours, text, _on(colours, name)) for text, name in PAIRS}
    return {name: round(ratio, 2) for name, ratio in found.items() if ratio < ENOUGH}


def mended(theme: Theme) -> Theme:
    """The theme with its weak texts made lighter or darker until they can be read; the same where none is."""
    if not weak(theme):
        return theme
    colours = colours_of(theme)
    said = dict(theme.variables)
    for name, (tint, share) in _TINTS.items():
        under = _on(colours, "surface")
        said[name] = under.blend(_plain(colours, tint, under), share).hex
    said["footer-background"] = _on(colours, "panel").hex
    colours = colours_of(replace(theme, variables=said))
    grounds = list(_grounds(colours).values())
    alone = {text: [_on(colours, name) for other, name in PAIRS if other == text] for text, _ in PAIRS}
    for text in dict.fromkeys([*TEXTS, *alone]):
        stands = [*(grounds if text in TEXTS else ()), *alone.get(text, ())]
        said[text] = _legible(_plain(colours, text, stands[0]), stands).hex
    return replace(theme, variables=said)


def _legible(color: Color, grounds: list[Color]) -> Color:
    """The nearest colour that can be read on all grounds, on the way to white or to black."""

    def worst(one: Color) -> float:
        return min(contrast(one, ground) for ground in grounds)

    end = max((WHITE, BLACK), key=worst)
    for step in range(_STEPS + 1):
        found = color.blend(end, step / _STEPS)
        if worst(found) >= ENOUGH:
            return found
    return end


def _grounds(colours: Mapping[str, str]) -> dict[str, Color]:
    surface = _on(colours, "surface")
    mixed = {
        f"{name} {share:.0%} over surface": surface.blend(_plain(colours, name, surface), share)
        for name, share in MIXED
    }
    return {name: _on(colours, name) for name in GROUNDS} | mixed


def _on(colours: Mapping[str, str], name: str) -> Color:
    """A ground as it is seen: what is translucent lies over the background."""
    ground = _parse(colours[name])
    return ground if ground.a == 1 else _parse(colours["background"]) + ground


def _plain(colours: Mapping[str, str], name: str, under: Color) -> Color:
    """A colour as it is seen over a ground; `auto 60%` is black or white, whichever is seen better."""
    said = colours[name]
    if said.startswith("auto"):
        share = float(said.removeprefix("auto").strip().removesuffix("%") or 100) / 100
        return under.blend(under.get_contrast_text(1), share)
    color = _parse(said)
    return color if color.a == 1 else under + color


def _parse(said: str) -> Color:
    """A colour as style sheets write it: `#81a1c1 35%` is translucent."""
    colour, _, share = said.partition(" ")
    return Color.parse(colour).multiply_alpha(float(share.removesuffix("%")) / 100 if share else 1)


def _ratio(colours: Mapping[str, str], text: str, ground: Color) -> float:
    return contrast(_plain(colours, text, ground), ground)
