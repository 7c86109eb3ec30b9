"""Texts that are nearly the same, found by a method that can be explained. Pure.

A text is put into small letters without marks and cut into overlapping pieces of a few
letters. Two texts belong together when the shorter one shares enough of its pieces
with the other: so a letter stays with its campaign when its sender added a paragraph.
MinHash only says which pairs are worth comparing; every pair is then really compared.
Nothing is drawn by chance: the same texts give the same groups, in any order.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

BANDS, ROWS = 24, 4  # pairs that share 60% of their pieces meet in 96 cases of 100
FEWEST_PIECES = 40  # shorter texts only go together when they are the same
LONG_SENTENCE = 40  # letters; sharing such a sentence makes two texts worth comparing
MOST_LEADERS = 6
CHUNK = 400_000  # letters read at once: enough to be quick, little enough to be small
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
MARKS = {ord(sign): " " for sign in map(chr, range(128)) if not sign.isalnum()}
MARKS[ord("'")] = None
NOT_A_LETTER = re.compile(r"[^\w ]+")


@dataclass(frozen=True)
class Rule:
    """The published numbers of the method."""

    shingle_characters: int = 5
    shared: float = 0.6
    fewest_texts: int = 3


@dataclass(frozen=True)
class Member:
    """A text of a group: how much it shares with the group's common text."""

    key: Hashable
    shared: float
    adds: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Texts that are nearly the same, and the one that most of them are like."""

    common: Hashable
    members: tuple[Member, ...]


def normalise(text: str) -> str:
    """Small letters, no accents, no marks, single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", ""))
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
        text = NOT_A_LETTER.sub(" ", text)
    return " ".join(text.casefold().translate(MARKS).split())


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, as they stand in it."""
    return [part.strip() for part in SENTENCE.split(text) if part and part.strip()]


def pieces(plain: str, size: int) -> np.ndarray:
    """The different pieces of a normalised text, each as one number, sorted."""
    found, _ends = _different_pieces([plain], size)
    return found


def share(first: np.ndarray, second: np.ndarray) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    if first.size > second.size:
        first, second = second, first
    return share_within(first, second)


def share_within(own: np.ndarray, other: np.ndarray) -> float:
    """How much of the first text stands in the second, from 0 to 1."""
    if not own.size or not other.size:
        return 0.0
    places = other.searchsorted(own)
    places[places == other.size] = 0
    return int((other[places] == own).sum()) / own.size


def groups(texts: Iterable[tuple[Hashable, str]], rule: Rule) -> list[Group]:
    """The groups of texts that are nearly the same, largest first."""
    same: dict[str, list[tuple[Hashable, str]]] = defaultdict(list)
    for key, text in texts:
        if plain := normalise(text):
            same[plain].append((key, text))
    plains = sorted(same)
    index = Index([same[plain][0][1] for plain in plains], rule)
    found = []
    for numbers in index.families():
        copies = [same[plains[number]] for number in numbers]
        if sum(map(len, copies)) >= rule.fewest_texts:
            found.append(_group(index, numbers, copies))
    return sorted(found, key=lambda group: (-len(group.members), str(group.common)))


def _group(index: "Index", numbers: Sequence[int], copies: list) -> Group:
    """The common text is the one with most exact copies, then the shortest."""
    plains = [index.plains[number] for number in numbers]
    best = min(
        range(len(numbers)),
        key=lambda i: (-len(copies[i]), len(plains[i]), plains[i]),
    )
    common = index.set(numbers[best])
    members = []
    for number, same in zip(numbers, copies, strict=True):
        own = index.set(number)
        shared = round(share(own, common), 3)
        differs = own.size != common.size or shared < 1
        for key, text in same:
            adds = additions(text, common, index.rule) if differs else ()
            members.append(Member(key, shared, adds))
    members.sort(key=lambda member: str(member.key))
    return Group(copies[best][0][0], tuple(members))


def additions(text: str, common: np.ndarray, rule: Rule) -> tuple[str, ...]:
    """The sentences that a sender added: less than half of each is common."""
    found = []
    for sentence in sentences(text):
        plain = normalise(sentence)
        if plain.count(" ") < 2:
            continue
        if share_within(pieces(plain, rule.shingle_characters), common) < 0.5:
            found.append(sentence)
    return tuple(found)


class Index:
    """Texts that can be compared quickly, and asked about a new one."""

    def __init__(self, texts: Sequence[str], rule: Rule) -> None:
        if not 2 <= rule.shingle_characters <= 8:
            raise ValueError("A piece has from 2 to 8 letters.")
        self.rule = rule
        self.plains = [normalise(text) for text in texts]
        self._parent = list(range(len(self.plains)))
        signatures = self._read()
        self._bands = []
        for band in range(BANDS):
            keys = _band_keys(signatures, band)
            order = np.argsort(keys, kind="stable")
            self._bands.append((keys[order], order))
            self._meet(keys[order], order)
        self._meet_by_sentence(texts)

    def set(self, number: int) -> np.ndarray:
        """The different pieces of a text, sorted."""
        start = self._ends[number - 1] if number else 0
        return self._pieces[start : self._ends[number]]

    def families(self) -> list[list[int]]:
        """The numbers of texts that belong together, each family in order."""
        found = defaultdict(list)
        for number in range(len(self.plains)):
            found[self._root(number)].append(number)
        return list(found.values())

    def like(self, text: str) -> list[int]:
        """The numbers of the texts that a new one goes together with."""
        own = pieces(normalise(text), self.rule.shingle_characters)
        if not own.size:
            return []
        signature = _signatures(own, np.array([own.size]))
        near: set[int] = set()
        for band, (keys, order) in enumerate(self._bands):
            key = _band_keys(signature, band)[0]
            place = int(keys.searchsorted(key))
            while place < keys.size and keys[place] == key and len(near) < 200:
                near.add(int(order[place]))
                place += 1
        return sorted(n for n in near if self._together(own, self.set(n)))

    def _read(self) -> np.ndarray:
        signatures = np.empty((len(self.plains), BANDS * ROWS), dtype=np.uint32)
        parts, ends, start, total = [], [], 0, 0
        while start < len(self.plains):
            stop, letters = start, 0
            while stop < len(self.plains) and letters < CHUNK:
                letters += len(self.plains[stop])
                stop += 1
            found, found_ends = _different_pieces(
                self.plains[start:stop], self.rule.shingle_characters
            )
            signatures[start:stop] = _signatures(found, found_ends)
            parts.append(found)
            ends.append(found_ends + total)
            total += found.size
            start = stop
        empty = np.array([], dtype=np.uint32)
        self._pieces = np.concatenate(parts) if parts else empty
        self._ends = (np.concatenate(ends) if ends else empty).tolist()
        return signatures

    def _meet(self, keys: np.ndarray, order: np.ndarray) -> None:
        """Compare the texts that fell together, and no others."""
        if keys.size < 2:
            return
        edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1
        starts = np.concatenate(([0], edges))
        stops = np.concatenate((edges, [keys.size]))
        full = stops - starts > 1
        for start, stop in zip(starts[full], stops[full], strict=True):
            self._compare(order[start:stop].tolist())

    def _meet_by_sentence(self, texts: Sequence[str]) -> None:
        """Texts that share a long sentence, and differ in all the rest."""
        holders: dict[int, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            if len(text) < 2 * LONG_SENTENCE:
                continue
            for sentence in sentences(text):
                if len(sentence) >= LONG_SENTENCE:
                    holders[hash(normalise(sentence))].append(number)
        for found in holders.values():
            if len(found) > 1:
                self._compare(found)

    def _compare(self, numbers: list[int]) -> None:
        leaders: list[int] = []
        for number in numbers:
            root = self._root(number)
            for leader in leaders:
                if self._root(leader) == root:
                    break
                if self._together(self.set(leader), self.set(number)):
                    self._join(leader, number)
                    break
            else:
                if len(leaders) < MOST_LEADERS:
                    leaders.append(number)

    def _together(self, first: np.ndarray, second: np.ndarray) -> bool:
        if min(first.size, second.size) < FEWEST_PIECES:
            return False
        return share(first, second) >= self.rule.shared

    def _root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def _join(self, first: int, second: int) -> None:
        low, high = sorted((self._root(first), self._root(second)))
        self._parent[high] = low


def _different_pieces(
    plains: Sequence[str], size: int
) -> tuple[np.ndarray, np.ndarray]:
    """The different pieces of some texts, sorted within each, and where each ends."""
    encoded = [plain.encode().ljust(size) for plain in plains]
    whole = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    lengths = np.array([len(one) for one in encoded])
    numbers = np.zeros(whole.size - size + 1, dtype=np.uint64)
    for offset in range(size):
        numbers <<= np.uint64(8)
        numbers |= whole[offset : offset + numbers.size]
    numbers *= np.uint64(0x9E3779B97F4A7C15)
    numbers ^= numbers >> np.uint64(29)
    numbers *= np.uint64(0xBF58476D1CE4E5B9)
    numbers >>= np.uint64(32)
    numbers |= np.repeat(
        np.arange(len(encoded), dtype=np.uint64) << np.uint64(32), lengths
    )[: numbers.size]
    keep = np.ones(numbers.size, dtype=bool)
    starts = np.cumsum(lengths)[:-1]
    for gap in range(1, size):  # windows that would reach into the next text
        keep[starts - gap] = False
    numbers = np.sort(numbers[keep])
    first_seen = np.ones(numbers.size, dtype=bool)
    first_seen[1:] = numbers[1:] != numbers[:-1]
    numbers = numbers[first_seen]
    owners = numbers >> np.uint64(32)
    counts = np.bincount(owners.astype(np.int64), minlength=len(encoded))
    return numbers.astype(np.uint32), np.cumsum(counts)


def _odd_numbers(count: int, seed: int) -> list[int]:
    """Fixed multipliers, the same on every machine (the splitmix64 sequence)."""
    found, state, most = [], seed, (1 << 64) - 1
    for _number in range(count):
        state = (state + 0x9E3779B97F4A7C15) & most
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & most
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & most
        found.append((mixed ^ (mixed >> 31)) | 1)
    return found


FACTORS = np.array(
    [number & 0xFFFFFFFF for number in _odd_numbers(BANDS * ROWS, seed=1)],
    dtype=np.uint32,
)
TWISTS = np.array(
    [number >> 32 for number in _odd_numbers(BANDS * ROWS, seed=3)], dtype=np.uint32
)
MIXERS = np.array(_odd_numbers(ROWS, seed=2), dtype=np.uint64)


def _signatures(found: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The smallest hash of each text's pieces, for each of the hash functions."""
    starts = np.concatenate(([0], ends[:-1]))
    columns = np.empty((FACTORS.size, ends.size), dtype=np.uint32)
    hashed = np.empty_like(found)
    for number, (twist, factor) in enumerate(zip(TWISTS, FACTORS, strict=True)):
        np.bitwise_xor(found, twist, out=hashed)
        np.multiply(hashed, factor, out=hashed)
        columns[number] = np.minimum.reduceat(hashed, starts)
    return columns.T


def _band_keys(signatures: np.ndarray, band: int) -> np.ndarray:
    rows = signatures[:, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
    return (rows * MIXERS).sum(axis=1, dtype=np.uint64)
