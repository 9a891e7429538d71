"""Read protobuf's wire format: the fields of a message, of which paddle's and ONNX's files are made."""

from collections.abc import Iterator

VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5
"""The kinds of fields that there are; two more are obsolete."""

_LONGEST = 10  # the bytes of the largest number that there is


def fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield the number and the content of each field of a message, without copying anything.

    A content is a number, or bytes where the field is no number that is written in seven bits a byte. Raises
    ``ValueError`` where the message is cut short or is not one.
    """
    offset = 0
    while offset < len(message):
        key, offset = read_varint(message, offset)
        number, kind = key >> 3, key & 7
        if kind == VARINT:
            value, offset = read_varint(message, offset)
            yield number, value
            continue
        if kind == BYTES:
            size, offset = read_varint(message, offset)
        elif kind in (EIGHT_BYTES, FOUR_BYTES):
            size = 8 if kind == EIGHT_BYTES else 4
        else:
            raise ValueError(f"no kind {kind} of field is known")
        if size > len(message) - offset:
            raise ValueError("the message is cut short")
        yield number, message[offset : offset + size]
        offset += size


def numbers(content: int | memoryview) -> list[int]:
    """Return the numbers of a repeated field, one of which is written alone, or many as bytes."""
    if isinstance(content, int):
        return [content]
    values = []
    offset = 0
    while offset < len(content):
        value, offset = read_varint(content, offset)
        values.append(value)
    return values


def read_varint(data: memoryview, offset: int) -> tuple[int, int]:
    """Return a number, seven bits a byte, and the offset after it; raises ``ValueError`` where it does not end."""
    value = 0
    for place, byte in enumerate(data[offset : offset + _LONGEST]):
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, offset + place + 1
    raise ValueError("a number does not end")
