"""Requests on their way through many routers to many nodes, event by event.

A node has cores and a queue; whoever comes first is served first. Requests come at random times and to a router at random. Each
router chooses a node by what it knows, which differs by policy. Times are in milliseconds.
"""

import heapq
import random
from dataclasses import dataclass

SHORT_MEAN, LONG_MEAN, LONG_SHARE = 6.0, 46.0, 0.1
MEAN = SHORT_MEAN * (1 - LONG_SHARE) + LONG_MEAN * LONG_SHARE


@dataclass(frozen=True)
class Fleet:
    """How much of everything; `load` is the share of all cores that is wanted."""

    nodes: int = 32
    cores: int = 8
    routers: int = 1
    load: float = 0.85
    age: float = 0.0


class Random:
    """Any node."""

    def __init__(self, fleet, choose, true):
        self._nodes = fleet.nodes
        self._choose = choose

    def pick(self, router, now):
        return int(self._choose() * self._nodes)

    def sent(self, router, node):
        pass

    def ended(self, router, node):
        pass


class View(Random):
    """Knows how busy each node was when the router last looked, every `age`; each router at a time of its own."""

    def __init__(self, fleet, choose, true):
        super().__init__(fleet, choose, true)
        self._true = true
        self._age = fleet.age
        self._seen = [true if fleet.age == 0 else list(true) for _ in range(fleet.routers)]
        self._next = [choose() * fleet.age for _ in range(fleet.routers)]

    def seen(self, router, now):
        if self._age > 0 and now >= self._next[router]:
            self._seen[router] = list(self._true)
            missed = (now - self._next[router]) // self._age
            self._next[router] += (missed + 1) * self._age
        return self._seen[router]


class LeastSeen(View):
    """The least busy of all in the router's view; any of equals."""

    def pick(self, router, now):
        return any_of_least(self.seen(router, now), self._choose)


class TwoSeen(View):
    """The less busy of two that are drawn."""

    def pick(self, router, now):
        return less_busy(self.seen(router, now), self._choose, self._nodes)


class Own(Random):
    """A router knows what it has sent itself, and nothing of the others."""

    def __init__(self, fleet, choose, true):
        super().__init__(fleet, choose, true)
        self._own = [[0] * fleet.nodes for _ in range(fleet.routers)]

    def sent(self, router, node):
        self._own[router][node] += 1

    def ended(self, router, node):
        self._own[router][node] -= 1


class TwoOwn(Own):
    """The one of two with fewer of the router's own requests."""

    def pick(self, router, now):
        return less_busy(self._own[router], self._choose, self._nodes)


class LeastOwn(Own):
    """The fewest of the router's own requests; of equals any."""

    def pick(self, router, now):
        return any_of_least(self._own[router], self._choose)


class Serval(Own):
    """The router's Balance: the fewest of its own requests; of equals the one asked longest ago, in an order drawn at the start."""

    def __init__(self, fleet, choose, true):
        super().__init__(fleet, choose, true)
        self._turn = [self.order(fleet.nodes) for _ in range(fleet.routers)]
        self._turns = fleet.nodes

    def order(self, nodes):
        order = list(range(nodes))
        random.Random(self._choose()).shuffle(order)
        return order

    def pick(self, router, now):
        own, turn = self._own[router], self._turn[router]
        node = min(zip(own, turn, range(self._nodes)))[2]
        self._turns += 1
        turn[node] = self._turns
        return node


class ServalInStep(Serval):
    """The same, but every router begins with the first node, as ours did once."""

    def order(self, nodes):
        return list(range(nodes))


POLICIES = {
    "random": Random,
    "least-seen": LeastSeen,
    "two-seen": TwoSeen,
    "two-own": TwoOwn,
    "least-own": LeastOwn,
    "serval": Serval,
    "serval-in-step": ServalInStep,
}


def any_of_least(busy, choose):
    least = min(busy)
    equals = [node for node, requests in enumerate(busy) if requests == least]
    return equals[int(choose() * len(equals))]


def less_busy(busy, choose, nodes):
    one = int(choose() * nodes)
    other = int(choose() * (nodes - 1))
    other += other >= one
    return one if busy[one] <= busy[other] else other


def run(policy, fleet, requests, seed, begin=0.2):
    """How long each request waited for a core at its node, in order of coming, without the first share `begin`."""
    chance = random.Random(f"{seed} {policy} {fleet}")
    busy = [0] * fleet.nodes
    free = [[0.0] * fleet.cores for _ in range(fleet.nodes)]
    decide = POLICIES[policy](fleet, chance.random, busy)
    rate = fleet.load * fleet.nodes * fleet.cores / MEAN
    ends, waits, now = [], [], 0.0
    for _ in range(requests):
        now += chance.expovariate(rate)
        while ends and ends[0][0] <= now:
            _, router, node = heapq.heappop(ends)
            busy[node] -= 1
            decide.ended(router, node)
        router = int(chance.random() * fleet.routers)
        node = decide.pick(router, now)
        takes = chance.expovariate(1 / (LONG_MEAN if chance.random() < LONG_SHARE else SHORT_MEAN))
        start = max(now, free[node][0])
        end = start + takes
        heapq.heapreplace(free[node], end)
        heapq.heappush(ends, (end, router, node))
        busy[node] += 1
        decide.sent(router, node)
        waits.append(start - now)
    return waits[int(begin * requests):]


def quantile(waits, share):
    return sorted(waits)[min(len(waits) - 1, int(share * len(waits)))]
