"""Form controls that browsers already draw well, set up once."""

from django import forms


class DayInput(forms.DateInput):
    """A day picker; browsers want ISO dates in its value whatever the reader's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and time picker, to the minute."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class PhoneInput(forms.TextInput):
    """A telephone number: the number pad on phones, and the browser may offer the reader's own."""

    input_type = "tel"

    def __init__(self) -> None:
        super().__init__({"autocomplete": "tel", "inputmode": "tel"})


class PhotosInput(forms.FileInput):
    """Several pictures, from the camera or the album."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True, "accept": "image/jpeg,image/png,image/webp,image/heic"})
