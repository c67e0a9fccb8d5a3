"""The rounds of one case: who is measured when, and what is told of it meanwhile."""

from measure import Failed, measure
from prepare import say

# Above this share of the machine used by others, a figure says little.
QUIET_PERCENT = 5


def rounds(case, contenders, load, count, java_home, interrupts, traced=False):
    """Runs all rounds; returns the samples by name. Who fails is named, and not tried again.
    traced: also counts system calls, after the first measurement of each.
    """
    samples = {contender.name: [] for contender in contenders}
    failed = set()
    for number in range(count):
        # Each round begins with another, so that nobody always follows the same one.
        first = number % len(contenders) if contenders else 0
        for contender in contenders[first:] + contenders[:first]:
            if contender.name in failed:
                continue
            try:
                sample = measure(case, contender, load, java_home, interrupts,
                                 traced and number == 0)
            except (Failed, OSError) as e:
                failed.add(contender.name)
                say(f"{contender.name} {e}")
                continue
            samples[contender.name].append(sample)
            _tell(f"{case.name}, round {number + 1} of {count}: {contender.name}", sample)
    return {name: taken for name, taken in samples.items() if taken}, failed


def _tell(what, sample):
    line = f"{what}: {sample.requests_per_second:.0f}/s, {sample.cpu_micros:.1f} us CPU"
    if sample.failures:
        line += f"; {sample.failures} requests FAILED"
    if sample.others_percent > QUIET_PERCENT:
        line += f"; others used {sample.others_percent:.0f} % of the machine"
    say(line)
