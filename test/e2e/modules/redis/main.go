// A Redis in memory: the server that `argocd --core` runs for itself, as a process of its own. Argo CD keeps nothing in
// Redis that it cannot make again.
package main

import (
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func main() {
	address := flag.String("address", "127.0.0.1:6379", "where to listen")
	flag.Parse()
	server := miniredis.NewMiniRedis()
	if err := server.StartAddr(*address); err != nil {
		log.Fatal(err)
	}
	defer server.Close()

	// Its clock stands still unless it is told of the time: without this, nothing that is cached would ever expire.
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	end := make(chan os.Signal, 1)
	signal.Notify(end, os.Interrupt, syscall.SIGTERM)
	for {
		select {
		case <-tick.C:
			server.FastForward(time.Second)
		case <-end:
			return
		}
	}
}
