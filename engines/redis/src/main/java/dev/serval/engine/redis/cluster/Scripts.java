package dev.serval.engine.redis.cluster;

/** What Redis does in one step. Names are in braces: of a Redis Cluster one node has them all. */
final class Scripts {

    /**
     * KEYS: names, the server's facts, its order, the last token. ARGV: name, time to live, most,
     * and facts.
     */
    static final String ANNOUNCE =
            """
            if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 then
              if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[3]) then
                return {}
              end
              redis.call('SADD', KEYS[1], ARGV[1])
            end
            redis.call('DEL', KEYS[2])
            for i = 4, #ARGV, 2 do
              redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
            end
            redis.call('PEXPIRE', KEYS[2], ARGV[2])
            local order = redis.call('HMGET', KEYS[3], 'token', 'what')
            return {redis.call('GET', KEYS[4]) or '0', order[1] or '0', order[2] or ''}
            """;

    /** KEYS: the server's facts. ARGV: a fact and its value, another and its new one, time. */
    static final String AMEND =
            """
            if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
              return 0
            end
            redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
            return redis.call('PEXPIRE', KEYS[1], ARGV[5])
            """;

    /** KEYS: names. ARGV: what is before a name in the key of its facts, and most. */
    static final String NODES =
            """
            local all = {}
            for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
              local facts = redis.call('HGETALL', ARGV[1] .. name)
              if #facts == 0 then
                redis.call('SREM', KEYS[1], name)
              elseif #all < tonumber(ARGV[2]) then
                all[#all + 1] = {name, tostring(redis.call('PTTL', ARGV[1] .. name)), facts}
              end
            end
            return all
            """;

    /** KEYS: the lock, the last token. ARGV: who, lease. */
    static final String LOCK =
            """
            local holder = redis.call('HGET', KEYS[1], 'who')
            if holder then
              return {'0', holder}
            end
            local time = redis.call('TIME')
            local now = string.format('%d%06d', time[1], time[2])
            local last = redis.call('GET', KEYS[2])
            if last and tonumber(last) >= tonumber(now) then
              now = string.format('%.0f', redis.call('INCR', KEYS[2]))
            else
              redis.call('SET', KEYS[2], now)
            end
            redis.call('HSET', KEYS[1], 'token', now, 'who', ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return {now, ARGV[1]}
            """;

    /** KEYS: the lock, the last token. ARGV: token, who, lease. */
    static final String RENEW =
            """
            local holder = redis.call('HGET', KEYS[1], 'token')
            if holder and holder ~= ARGV[1] then
              return 0
            end
            if not holder then
              local last = redis.call('GET', KEYS[2])
              if last and tonumber(last) > tonumber(ARGV[1]) then
                return 0
              end
              redis.call('SET', KEYS[2], ARGV[1])
              redis.call('HSET', KEYS[1], 'token', ARGV[1], 'who', ARGV[2])
            end
            return redis.call('PEXPIRE', KEYS[1], ARGV[3])
            """;

    /** KEYS: the lock. ARGV: token. */
    static final String UNLOCK =
            """
            if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then
              return 0
            end
            return redis.call('DEL', KEYS[1])
            """;

    /** KEYS: the lock, the order. ARGV: token, what, time to live. */
    static final String ORDER =
            """
            if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then
              return 0
            end
            redis.call('HSET', KEYS[2], 'token', ARGV[1], 'what', ARGV[2])
            return redis.call('PEXPIRE', KEYS[2], ARGV[3])
            """;

    private Scripts() {}
}
