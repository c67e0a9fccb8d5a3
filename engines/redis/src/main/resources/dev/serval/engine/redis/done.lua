local owner, name = unpack(ARGV)
if not is_mine(name, owner) then return 0 end
redis.call('HDEL', running, id(name))
redis.call('HDEL', names, id(name))
redis.call('HDEL', jobs, id(name))
return 1
