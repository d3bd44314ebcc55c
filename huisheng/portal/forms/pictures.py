"""Several pictures in one field, each read and re-encoded on the spot."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from huisheng.cases.actions.photos import MOST_BYTES, MOST_PICTURES, NoPicture, Picture, read_picture
from huisheng.ui.widgets import PhotosInput

MEGABYTE = 1024 * 1024
# Without HEIC in the list, iPhones hand over JPEG by themselves.
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/bmp"


class PicturesField(forms.FileField):
    """At most six pictures. Cleaned: a tuple of `Picture`; all problems at once, each with its file's name."""

    widget = PhotosInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs.update({"accept": ACCEPTED, "data-shrink": ""})

    def clean(self, data: Any, initial: Any = None) -> tuple[Picture, ...]:
        """`ValidationError` with one message for each file that is no picture."""
        files = [file for file in (data or []) if isinstance(file, UploadedFile)]
        if len(files) > MOST_PICTURES:
            raise ValidationError(
                _("一次最多 %(most)d 张，您选了 %(count)d 张。请再选一次。")
                % {"most": MOST_PICTURES, "count": len(files)}
            )
        read = [_read(file) for file in files]
        problems = [each for each in read if isinstance(each, str)]
        if problems:
            raise ValidationError([*problems, _("请把照片再选一次。您写的字都还在。")])
        return tuple(each for each in read if isinstance(each, Picture))


def _read(file: "UploadedFile[bytes]") -> Picture | str:
    """The picture, or what is wrong with it."""
    name = {"name": file.name or _("没有名字的文件")}
    if not file.size:
        return _("“%(name)s”是空的。") % name
    if file.size > MOST_BYTES:
        return _("“%(name)s”太大了，一张最多 %(most)d MB。") % {**name, "most": MOST_BYTES // MEGABYTE}
    try:
        return read_picture(file.read())
    except NoPicture:
        return _("“%(name)s”不是照片，或者打不开。") % name
