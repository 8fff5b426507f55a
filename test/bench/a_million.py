"""The plain way: scores every code of a file, sorts, ranks. Prints seconds and the percentages' sum."""
import sys, time

TOTALS = [int(total) for total in sys.argv[2].split(",")]
codes = open(sys.argv[1]).read().split("\n")
started = time.process_time()


def divided(n, d):
    return (2 * n + d) // (2 * d)


def percent_of(code):
    shares, at = 0, 0
    for total in TOTALS:
        shares += divided(100 * code.count("Y", at, at + total), total)
        at += total
    return divided(100 * divided(1000 * shares, 100 * len(TOTALS)), 1000)


scored = sorted(((percent_of(code), index) for index, code in enumerate(codes)), key=lambda one: -one[0])
ranks, rank, before = {}, 0, None
for place, (percent, index) in enumerate(scored):
    if percent != before:
        rank, before = place + 1, percent
    ranks[index] = rank
print(time.process_time() - started, sum(ranks.values()))
