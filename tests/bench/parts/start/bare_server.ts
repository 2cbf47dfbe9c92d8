/** The smallest server: `Deno.serve` alone, which prints its address as the product does. */
Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => Deno.stdout.writeSync(new TextEncoder().encode(`http://127.0.0.1:${port}\n`)),
}, () => new Response("bare"));
