local owner, name, again, ordered, now, bell = unpack(ARGV)
if not is_mine(name, owner) then return 0 end
redis.call('HDEL', running, id(name))
wait(again, ordered, now)
redis.call('PUBLISH', bell, '')
return 1
