<%@ page contentType="text/html; charset=utf-8" %>
<!doctype html>
<html lang="en">
<head><title>Guest book</title></head>
<body>
<h1>Guest book</h1>
<ul id="entries">
<% for (String line : guestbook.Book.of(application).lines()) { %>
<li><%= guestbook.Book.escaped(line) %></li>
<% } %>
</ul>
<form method="post" action="${pageContext.request.contextPath}/entries">
<input name="text"> <button>write</button>
</form>
<p>Your visit number <b id="visits">${visits}</b>. <span id="heard"></span></p>
<script>
  const socket = new WebSocket(`${'$'}{location.protocol.replace('http', 'ws')}//${'$'}{location.host}${pageContext.request.contextPath}/talk`);
  socket.onopen = () => socket.send('hello');
  socket.onmessage = message => document.getElementById('heard').textContent = message.data;
</script>
</body>
</html>
