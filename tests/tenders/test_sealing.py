"""Keys and envelopes: what opens, and above all what does not."""

import uuid
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders import drafts, sealing
from tenders.sealing import Label, SealingError, Tampered, WrongPassphrase

TENDER, SUPPLIER = uuid.UUID(int=1), uuid.UUID(int=2)
BODY = {"promises": [{"level": "3"}], "answers": {"P1": "A coach meets each one."}}


@pytest.fixture(scope="module")
def keys():
    return {
        number: sealing.lock_new_key(f"the passphrase of opener {number}", "fast")
        for number in (1, 2, 3)
    }


@pytest.fixture(scope="module")
def private(keys):
    return {
        number: sealing.unlock(key, f"the passphrase of opener {number}")
        for number, key in keys.items()
    }


@pytest.fixture(scope="module")
def tender_key(keys):
    public, wraps = sealing.make_tender_key(
        TENDER, {number: key.public for number, key in keys.items()}
    )
    return public, wraps


@pytest.fixture(scope="module")
def opened_key(tender_key, private):
    public, wraps = tender_key
    half = sealing.peel(wraps[1, 2], private[1])
    return sealing.unwrap(half, private[2], tender=TENDER, public=public)


@pytest.fixture(scope="module")
def envelope(tender_key):
    return sealing.seal(BODY, tender_key[0], Label(TENDER, SUPPLIER, 1))


def label_of(envelope, **changes):
    values = {"tender": TENDER, "supplier": SUPPLIER, "version": 1}
    return Label(**(values | {"manifest": envelope.manifest} | changes))


def test_a_wrong_passphrase_opens_no_key(keys):
    for wrong in ("", "the passphrase of opener 2", "The passphrase of opener 1"):
        with pytest.raises(WrongPassphrase):
            sealing.unlock(keys[1], wrong)


def test_spaces_around_a_passphrase_do_not_matter(keys):
    assert sealing.unlock(keys[1], "  the passphrase of opener 1 ")


def test_a_rehearsal_works_with_the_passphrase_and_fails_without(keys):
    sealing.rehearse(keys[1], "the passphrase of opener 1")
    with pytest.raises(WrongPassphrase):
        sealing.rehearse(keys[1], "something else altogether")


def test_the_stored_key_does_not_hold_the_private_half(keys, private):
    for number, key in keys.items():
        assert private[number] not in key.locked + key.salt + key.public


@pytest.mark.parametrize("pair", list(permutations((1, 2, 3), 2)))
def test_any_two_openers_in_any_order_restore_the_key(
    tender_key, private, opened_key, pair
):
    public, wraps = tender_key
    first, second = pair
    half = sealing.peel(wraps[pair], private[first])
    found = sealing.unwrap(half, private[second], tender=TENDER, public=public)
    assert found == opened_key


@pytest.mark.parametrize("alone", [1, 2, 3])
def test_one_opener_alone_opens_nothing(tender_key, private, alone):
    """Every wrap, and whatever comes out of it, tried with the one key again."""
    public, wraps = tender_key
    for wrap in wraps.values():
        found = [wrap]
        for blob in found:
            try:
                peeled = sealing.peel(blob, private[alone])
            except Tampered:
                continue
            assert not peeled.startswith(sealing.KEY_MAGIC)
            found.append(peeled)
        for blob in found:
            with pytest.raises(SealingError):
                sealing.unwrap(blob, private[alone], tender=TENDER, public=public)


def test_with_one_layer_only_one_opener_would_have_opened_it(keys, private):
    """The negative control: without nesting the test above finds the key."""
    from nacl.public import PublicKey, SealedBox

    single = SealedBox(PublicKey(keys[1].public)).encrypt(sealing.KEY_MAGIC)
    assert sealing.peel(single, private[1]).startswith(sealing.KEY_MAGIC)


def test_nothing_that_is_kept_holds_the_tender_key(tender_key, opened_key):
    public, wraps = tender_key
    assert all(opened_key not in wrap for wrap in wraps.values())
    assert opened_key != public


def test_a_wrap_of_another_tender_is_refused(tender_key, private):
    public, wraps = tender_key
    half = sealing.peel(wraps[1, 2], private[1])
    with pytest.raises(Tampered):
        sealing.unwrap(half, private[2], tender=uuid.UUID(int=9), public=public)


def test_a_sealed_bid_comes_back_whole(envelope, opened_key):
    assert sealing.open_sealed(envelope.sealed, opened_key, label_of(envelope)) == BODY


@pytest.mark.parametrize(
    "changes",
    [
        {"tender": uuid.UUID(int=7)},
        {"supplier": uuid.UUID(int=7)},
        {"version": 2},
        {"manifest": "0" * 64},
    ],
)
def test_a_bid_swapped_to_another_place_is_refused(envelope, opened_key, changes):
    with pytest.raises(Tampered):
        sealing.open_sealed(envelope.sealed, opened_key, label_of(envelope, **changes))


def test_every_flipped_bit_is_noticed(envelope, opened_key):
    """All bits of the header, of the tag and of the text; a stride in the padding."""
    sealed = envelope.sealed
    places = [*range(700), *range(700, len(sealed), 211), len(sealed) - 1]
    for place in places:
        changed = bytearray(sealed)
        changed[place] ^= 1 << (place % 8)
        with pytest.raises(Tampered):
            sealing.open_sealed(bytes(changed), opened_key, label_of(envelope))


@pytest.mark.parametrize("length", [0, 1, 31, 48, 100, 16000])
def test_a_truncated_bid_is_refused(envelope, opened_key, length):
    with pytest.raises(Tampered):
        sealing.open_sealed(envelope.sealed[:length], opened_key, label_of(envelope))


def test_another_sealed_text_is_not_a_bid(tender_key, opened_key, envelope):
    from nacl.public import PublicKey, SealedBox

    odd = SealedBox(PublicKey(tender_key[0])).encrypt(b"something else" * 10)
    with pytest.raises(Tampered):
        sealing.open_sealed(odd, opened_key, label_of(envelope))


def test_the_content_of_the_box_is_checked_against_its_hash(
    tender_key, opened_key, envelope
):
    """Somebody with the public key seals another text under a copied label."""
    forged = sealing.seal({"promises": []}, tender_key[0], Label(TENDER, SUPPLIER, 1))
    with pytest.raises(Tampered):
        sealing.open_sealed(forged.sealed, opened_key, label_of(envelope))


@given(st.integers(0, 12000), st.integers(0, 12000))
def test_bids_of_different_length_look_the_same(first, second):
    public = sealing.public_half(b"\x01" * 32)
    sizes = {
        len(sealing.seal({"t": "x" * n}, public, Label(TENDER, SUPPLIER, 1)).sealed)
        for n in (first, second)
    }
    assert len(sizes) == 1


def test_a_longer_bid_goes_into_the_next_envelope_and_a_giant_into_none(tender_key):
    label = Label(TENDER, SUPPLIER, 1)
    sizes = [
        len(sealing.seal({"t": "x" * n}, tender_key[0], label).sealed)
        for n in (10, 20_000, 100_000)
    ]
    assert sizes == sorted(set(sizes))
    with pytest.raises(sealing.TooLarge):
        sealing.seal({"t": "x" * 5_000_000}, tender_key[0], label)


def test_the_same_text_sealed_twice_has_two_hashes(tender_key):
    label = Label(TENDER, SUPPLIER, 1)
    one, two = (sealing.seal(BODY, tender_key[0], label) for _ in range(2))
    assert one.manifest != two.manifest
    assert one.sha256 != two.sha256


def test_a_printed_code_can_be_read_back_with_slips_of_the_eye(private):
    code = sealing.printed_code(private[1])
    assert sealing.read_printed_code(code) == private[1]
    loose = code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert sealing.read_printed_code(loose) == private[1]


def test_a_mistyped_code_is_noticed(private):
    code = sealing.printed_code(private[1])
    for place in range(len(code)):
        if code[place] == "-":
            continue
        other = "Z" if code[place] != "Z" else "Y"
        with pytest.raises(WrongPassphrase):
            sealing.read_printed_code(code[:place] + other + code[place + 1 :])
    for odd in ("", "nothing", "!!!!"):
        with pytest.raises(WrongPassphrase):
            sealing.read_printed_code(odd)


def test_a_draft_opens_with_any_key_of_the_list_and_with_no_other():
    stored = drafts.encrypt(BODY, ["old"], "bid-1")
    assert drafts.decrypt(stored, ["new", "old"], "bid-1") == BODY
    assert b"coach" not in stored
    with pytest.raises(drafts.UnreadableDraft):
        drafts.decrypt(stored, ["new"], "bid-1")


def test_a_draft_moved_to_another_bid_does_not_open():
    stored = drafts.encrypt(BODY, ["key"], "bid-1")
    with pytest.raises(drafts.UnreadableDraft):
        drafts.decrypt(stored, ["key"], "bid-2")


def test_all_pairs_have_a_wrap(tender_key):
    assert set(tender_key[1]) == set(permutations((1, 2, 3), 2))
    assert len(list(combinations((1, 2, 3), 2))) * 2 == len(tender_key[1])
