"""Writes pillow.json: what Pillow makes of small pictures, for machines without Python.

python make_pillow.py    (needs numpy and pillow)
"""
import base64, io, json, os
import numpy as np
import PIL
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))


def text(data):
    return base64.b64encode(data).decode()


def hashed(width, height):
    """The same bytes as hashedPixels of pictures.ts."""
    i = np.arange(1, width * height * 3 + 1, dtype='u8')
    h = i * 2654435761 & 0xFFFFFFFF
    h = (h ^ h >> 15) * 2246822519 & 0xFFFFFFFF
    return (h >> 24).astype('u1').reshape(height, width, 3)


SIZES = [
    ((7, 5), (3, 4)), ((3, 4), (8, 9)), ((1, 1), (4, 5)), ((5, 1), (1, 5)), ((1, 9), (3, 2)), ((2, 2), (2, 2)),
    ((64, 48), (16, 16)), ((200, 33), (11, 33)), ((31, 300), (31, 7)), ((97, 61), (20, 24)), ((16, 16), (17, 15)),
    ((255, 255), (1, 1)),
]
resized = [
    {'from': a, 'to': b, 'rgb': text(Image.fromarray(hashed(*a)).resize(b, Image.BILINEAR).tobytes())}
    for a, b in SIZES
]

with open(HERE + '/../golden/augmentation.safetensors', 'rb') as file:
    header = json.loads(file.read(int.from_bytes(file.read(8), 'little')))
    start = file.tell() + header['source']['data_offsets'][0]
    file.seek(start)
    source = np.frombuffer(file.read(96 * 96 * 3), 'u1').reshape(96, 96, 3)
photo = Image.fromarray(source).resize((75, 51), Image.BILINEAR)
exif = Image.Exif()
exif[0x112] = 6
ways = {
    'baseline JPEG': (photo, dict(format='JPEG', quality=85)),
    'progressive JPEG, turned': (photo, dict(format='JPEG', quality=85, progressive=True, exif=exif)),
    'grey JPEG': (photo.convert('L'), dict(format='JPEG', quality=80)),
    'CMYK JPEG': (photo.convert('CMYK'), dict(format='JPEG', quality=80)),
    'palette PNG': (photo.quantize(32), dict(format='PNG')),
    'WebP': (photo, dict(format='WEBP', quality=80)),
}
decoded = []
for name, (picture, options) in ways.items():
    file = io.BytesIO()
    picture.save(file, **options)
    upright = ImageOps.exif_transpose(Image.open(file)).convert('RGB')
    small = upright.resize((16, 16), Image.BILINEAR)
    decoded.append({'name': name, 'file': text(file.getvalue()), 'rgb16': text(small.tobytes())})

with open(HERE + '/pillow.json', 'w') as out:
    json.dump({'pillow': PIL.__version__, 'resized': resized, 'decoded': decoded}, out, indent=1)
    out.write('\n')
