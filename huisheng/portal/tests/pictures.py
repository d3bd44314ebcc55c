"""Pictures as people upload them, and files that only say they are pictures."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def jpeg(
    name: str = "photo.jpg", size: tuple[int, int] = (640, 480), *, exif: bool = False
) -> SimpleUploadedFile:
    """A photo; with `exif`, one that tells the camera and the place where it was taken."""
    image, out = Image.new("RGB", size, "#17633f"), io.BytesIO()
    data = Image.Exif()
    if exif:
        data[0x010F] = "SpyCam"  # Make
        data.get_ifd(0x8825).update({1: "N", 2: (43.0, 52.0, 51.0), 3: "E", 4: (125.0, 12.0, 3.0)})  # GPS
    image.save(out, "JPEG", exif=data)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def no_picture(name: str = "photo.jpg") -> SimpleUploadedFile:
    """Text that calls itself a photo."""
    return SimpleUploadedFile(name, b"<script>alert(1)</script>", "image/jpeg")
