local name, now, bell = unpack(ARGV)
if redis.call('ZREM', dead, id(name)) == 0 then return 0 end
redis.call('HDEL', why, id(name))
wait(name, '0', now)
redis.call('PUBLISH', bell, '')
return 1
