"""Images: their size and kind, and what the camera or a program wrote beside the picture. No text."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from lattice.ingest.documents.output import Output, Unreadable
from lattice.ingest.documents.source import Source

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

_EXIF = {
    0x010E: "description",
    0x010F: "camera_make",
    0x0110: "camera",
    0x0112: "orientation",
    0x0131: "software",
    0x0132: "changed",
    0x013B: "artist",
    0x8298: "copyright",
}
_CAMERA = {
    0x829A: "exposure_s",
    0x829D: "aperture",
    0x8827: "iso",
    0x9003: "taken",
    0x9011: "taken_zone",
    0x920A: "focal_length_mm",
    0x9286: "comment",
    0xA434: "lens",
}
_CAMERA_IFD, _GPS_IFD = 0x8769, 0x8825
_MOST_FRAMES = 10_000


def read(source: Source, output: Output) -> None:
    """Describe the image; the picture itself is not decoded. A format that is not known stays undescribed."""
    from PIL import Image, UnidentifiedImageError

    warnings.simplefilter("ignore")
    try:
        with Image.open(source.path) as image:
            output.describe(
                width=image.width, height=image.height, mode=image.mode, format=image.format, **_exif(image)
            )
            output.describe(text=_written(image), frames=_frames(image, output))
    except Image.DecompressionBombError:
        raise Unreadable(
            f"It is a picture of more than {2 * (Image.MAX_IMAGE_PIXELS or 0):,} pixels, as a bomb has; "
            "it was not opened"
        ) from None
    except UnidentifiedImageError:
        if source.media_type in (
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/bmp",
            "image/tiff",
            "image/webp",
        ):
            raise Unreadable("It is damaged or cut off: its size cannot be read") from None


def _frames(image: Image, output: Output) -> int | None:
    """How many, when there are several."""
    if not getattr(image, "is_animated", False):
        return None
    count = 0
    try:
        for count in range(1, _MOST_FRAMES + 1):
            output.check_time()
            image.seek(count)
    except EOFError:
        pass
    return count


def _exif(image: Image) -> dict[str, Any]:
    """What is known by name; values of strangers, as text."""
    try:
        exif = image.getexif()
    except (ValueError, OSError, SyntaxError, KeyError, TypeError):  # damaged, the picture may be sound
        return {}
    found = {name: _value(exif[key]) for key, name in _EXIF.items() if key in exif}
    camera = exif.get_ifd(_CAMERA_IFD)
    found |= {name: _value(camera[key]) for key, name in _CAMERA.items() if key in camera}
    position = _position(exif)
    return found | ({"gps": position} if position else {})


def _value(value: object) -> str | int | float:
    if isinstance(value, bytes):
        # comments begin with the name of their encoding
        text = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0")
        return text.decode("utf-8", "replace").strip("\0 ")
    if isinstance(value, int | float):
        return value
    try:
        return round(float(value), 6)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return str(value).strip("\0 ")


def _position(exif: Exif) -> dict[str, float]:
    """Degrees north and east, metres above the sea."""
    said = exif.get_ifd(_GPS_IFD)
    position: dict[str, float] = {}
    try:
        for key, name, negative in ((2, "latitude", "S"), (4, "longitude", "W")):
            if key in said:
                degrees, minutes, seconds = (float(x) for x in said[key])
                value = degrees + minutes / 60 + seconds / 3600
                position[name] = round(-value if said.get(key - 1) == negative else value, 6)
        if 6 in said:
            height = float(said[6])
            position["altitude_m"] = round(-height if said.get(5) in (1, b"\1") else height, 1)
    except (TypeError, ValueError, ZeroDivisionError):
        pass
    return {k: v for k, v in position.items() if v - v == 0}


def _written(image: Image) -> dict[str, str]:
    """Text that a program wrote into the file, such as a caption."""
    texts = {k: v for k, v in image.info.items() if isinstance(k, str) and isinstance(v, str | bytes)}
    skipped = ("exif", "icc_profile", "xmp", "photoshop", "jfif", "compression")
    return {
        k: v if isinstance(v, str) else v.decode("utf-8", "replace")
        for k, v in texts.items()
        if k.lower() not in skipped and not k.startswith("XML:")
    }
