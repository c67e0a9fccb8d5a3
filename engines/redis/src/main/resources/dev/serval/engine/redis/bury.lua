local owner, name, reason, now = unpack(ARGV)
if not is_mine(name, owner) then return 0 end
redis.call('HDEL', running, id(name))
redis.call('ZADD', dead, now, id(name))
redis.call('HSET', why, id(name), reason)
return 1
