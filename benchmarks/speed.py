"""What the rules cost beside the language pipeline, and whether they are linear, in processor time.

    KG_SHARED=... python -m benchmarks.speed [--articles 12] [--repeat 3]

Prints the share of rules and coreference in the time of the language pipeline on the same text, and their
time for a token in texts and in single sentences of growing length. Of each time the least of some
repetitions counts, since other processes disturb.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import islice

from benchmarks.sample import texts
from kg.language.parsing import shared_reader
from kg.records import Article, Parse
from kg.relations import load, read

CLAUSE = "Maria Lopez, the governor of Chihuahua, met John Reed, the head of the Nordic Council, in Kampala"


def least(action: Callable[[], object], repeat: int) -> float:
    """The least processor time of an action in seconds."""
    times = []
    for _ in range(repeat):
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return min(times)


def row(length: int, parse: Parse, seconds: float) -> None:
    print(f"           {length:6d}  {seconds / len(parse) * 1e6:8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    if not os.environ.get("KG_SHARED"):
        sys.exit("benchmarks/speed.py: KG_SHARED does not name the development data; nothing to measure")
    reader, rules = shared_reader(1), load()
    news = [text for _, text, *_ in islice(texts("wikinews-dev"), args.articles)]
    parses = [reader.parse(text) for text in news]

    def relate(parse: Parse) -> None:
        read(Article("a", parse.text), parse, rules)

    relate(parses[0])
    language = least(lambda: [reader.parse(text) for text in news], args.repeat)
    relations = least(lambda: [relate(parse) for parse in parses], args.repeat)
    words = sum(map(len, parses))
    print(f"language   {words / language:8,.0f} tokens a second")
    share = f"{relations / language:.1%} of the language time"
    print(f"relations  {words / relations:8,.0f} tokens a second, {share}")
    print("text       tokens  microseconds a token")
    for times in (1, 2, 4, 8):
        parse = reader.parse("\n".join(news[:1] * times))
        row(len(parse), parse, least(partial(relate, parse), args.repeat))
    print("sentence   tokens  microseconds a token")
    for times in (1, 3, 6, 12, 24):
        parse = reader.parse(" and ".join([CLAUSE] * times) + ".")
        longest = max(end - start for start, end in parse.sents)
        row(longest, parse, least(partial(relate, parse), args.repeat))


if __name__ == "__main__":
    main()
