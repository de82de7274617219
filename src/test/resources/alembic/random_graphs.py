"""Writes folders of Alembic revisions that stand on one another at random, and the order in which Alembic shows each."""
import random
import sys
from pathlib import Path

from alembic.script import ScriptDirectory

target, count, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
dice = random.Random(seed)
for number in range(count):
    folder = target / str(number)
    versions = folder / "versions"
    versions.mkdir(parents=True)
    ids = ["r%02d%s" % (i, dice.choice("abcdef")) for i in range(dice.randint(1, 14))]
    texts = []
    for i, name in enumerate(ids):
        below = ids[max(0, i - 4):i]
        wanted = dice.choices((0, 1, 2), (1, 8, 2))[0]
        down = dice.sample(below, min(wanted, len(below)))
        depends = dice.choice(ids[:i]) if i and dice.random() < 0.25 else None
        texts.append((name, "revision = %r\ndown_revision = %r\ndepends_on = %r\n" % (name, tuple(down) or None, depends)))
    dice.shuffle(texts)
    for name, text in texts:
        (versions / (name + ".py")).write_text(text)
    try:
        order = [script.revision for script in ScriptDirectory(str(folder)).walk_revisions()]
    except Exception as refusal:
        order = ["refused: " + type(refusal).__name__]
    (folder / "order.txt").write_text("\n".join(order))
