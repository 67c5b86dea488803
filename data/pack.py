"""pack.py folder: the last step of make_data.sh, with nothing but the standard library.

Reads the unpacked sources in `folder`, writes the data sets beside this file,
and refreshes the table of README.md and MD5SUMS from the bytes written.
"""
import hashlib
import json
import pathlib
import shutil
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent
DIGITS_EACH = 100  # of each of the ten digits
IMAGES_EACH = 70  # of each of the ten CIFAR-10 classes


def first_of_each(labels, each):
    """Positions of the first `each` items of every class, in the order of the file."""
    seen = [0] * 10
    chosen = []
    for i, label in enumerate(labels):
        if seen[label] < each:
            seen[label] += 1
            chosen.append(i)
    assert seen == [each] * 10
    return chosen


def bird(work):
    raw = (work / "bird.raw").read_bytes()
    rows, cols = 90, 160
    frames, rest = divmod(len(raw), rows * cols)
    assert rest == 0
    shape = (frames, rows, cols)
    text = "{'descr': '|u1', 'fortran_order': False, 'shape': %s, }" % (shape,)
    text += " " * (128 - 10 - len(text) - 1) + "\n"  # the data start at a multiple of 64
    header = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode("ascii")
    (HERE / "bird.npy").write_bytes(header + raw)
    shutil.copyfile(work / "bird_frame.png", HERE / "bird_frame.png")
    width, height = struct.unpack(">II", (HERE / "bird_frame.png").read_bytes()[16:24])
    return {"bird.npy": shape, "bird_frame.png": (height, width)}


def digits(work):
    folder = work / "mnist/package/data"
    images = (folder / "train-images-idx3-ubyte").read_bytes()
    labels = (folder / "train-labels-idx1-ubyte").read_bytes()
    magic, count, rows, cols = struct.unpack(">IIII", images[:16])
    assert magic == 0x803 and struct.unpack(">II", labels[:8]) == (0x801, count)
    chosen = first_of_each(labels[8:], DIGITS_EACH)
    size = rows * cols
    with open(HERE / "digits-images.idx3-ubyte", "wb") as f:
        f.write(struct.pack(">IIII", magic, len(chosen), rows, cols))
        for i in chosen:
            f.write(images[16 + i * size : 16 + (i + 1) * size])
    with open(HERE / "digits-labels.idx1-ubyte", "wb") as f:
        f.write(struct.pack(">II", 0x801, len(chosen)))
        f.write(bytes(labels[8 + i] for i in chosen))
    return {"digits-images.idx3-ubyte": (len(chosen), rows, cols),
            "digits-labels.idx1-ubyte": (len(chosen),)}


def cifar(work):
    raw = (work / "cifar.raw").read_bytes()  # one image per row: 1024 pixels of red, green, blue
    labels = json.loads((work / "cifar/package/train_lables.json").read_text())
    labels = [int(x) for x in labels[: len(raw) // 3072]]
    chosen = first_of_each(labels, IMAGES_EACH)
    with open(HERE / "cifar10_batch.bin", "wb") as f:
        for i in chosen:
            row = raw[3072 * i : 3072 * (i + 1)]
            f.write(bytes([labels[i]]) + row[0::3] + row[1::3] + row[2::3])
    return {"cifar10_batch.bin": (len(chosen), 32, 32, 3)}


def refresh_table(shapes):
    table = ["| file | shape | type | bytes | MD5 |", "| --- | --- | --- | ---: | --- |"]
    sums = []
    total = 0
    for name, shape in shapes.items():
        content = (HERE / name).read_bytes()
        md5 = hashlib.md5(content).hexdigest()
        total += len(content)
        shape = " x ".join(str(n) for n in shape)
        table.append(f"| `{name}` | {shape} | uint8 | {len(content)} | `{md5}` |")
        sums.append(f"{md5}  {name}")
    table.append(f"| all | | | {total} | |")
    (HERE / "MD5SUMS").write_text("\n".join(sums) + "\n")
    readme = HERE / "README.md"
    before, rest = readme.read_text().split("<!-- table by pack.py -->\n")
    after = rest.split("<!-- end of table -->\n")[1]
    text = "\n".join(table) + "\n"
    readme.write_text(before + "<!-- table by pack.py -->\n" + text +
                      "<!-- end of table -->\n" + after)
    print(text, end="")


def main():
    work = pathlib.Path(sys.argv[1])
    refresh_table({**bird(work), **digits(work), **cifar(work)})


main()
