package main

import (
	"net"
	"testing"
	"time"

	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
	pipepb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/pipeline_v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// idleEngine is an engine that has nothing to do for its worker.
type idleEngine struct {
	fnpb.UnimplementedBeamFnControlServer
	address string
	joined  chan struct{}
	over    chan struct{} // closed to hang up
}

func (e *idleEngine) Control(fnpb.BeamFnControl_ControlServer) error {
	close(e.joined)
	<-e.over
	return nil
}

func startIdleEngine(t *testing.T) *idleEngine {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	e := &idleEngine{address: listener.Addr().String(), joined: make(chan struct{}), over: make(chan struct{})}
	server := grpc.NewServer()
	fnpb.RegisterBeamFnControlServer(server, e)
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	return e
}

// Two task managers of a Flink that share a pool give their workers the same ids.
func TestAWorkerOfAPoolEndsWhenItsEngineHangsUpAndNoOtherDoes(t *testing.T) {
	address, process := workers(t)
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	client := fnpb.NewBeamFnExternalWorkerPoolClient(conn)
	const id = "1-1"
	engines := []*idleEngine{startIdleEngine(t), startIdleEngine(t)}
	for _, e := range engines {
		at := &pipepb.ApiServiceDescriptor{Url: e.address}
		answer, err := client.StartWorker(t.Context(), &fnpb.StartWorkerRequest{WorkerId: id, ControlEndpoint: at, LoggingEndpoint: at})
		if err != nil || answer.GetError() != "" {
			t.Fatal(err, answer)
		}
		<-e.joined
	}
	for i, e := range engines {
		close(e.over)
		for begun := time.Now(); len(children(t, process.Pid)) != len(engines)-i-1; time.Sleep(50 * time.Millisecond) {
			if time.Since(begun) > 10*time.Second {
				t.Fatalf("%d engines have hung up, and of %d workers %v are left", i+1, len(engines), children(t, process.Pid))
			}
		}
		if answer, err := client.StopWorker(t.Context(), &fnpb.StopWorkerRequest{WorkerId: id}); err != nil || answer.GetError() != "" {
			t.Fatal(err, answer)
		}
		time.Sleep(200 * time.Millisecond)
		if left := children(t, process.Pid); len(left) != len(engines)-i-1 {
			t.Fatalf("%d engines have stopped their workers, and of %d %v are left", i+1, len(engines), left)
		}
	}
}
