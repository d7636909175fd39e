package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/runtime/harness"
	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/util/grpcx"
	"github.com/spf13/cobra"
	"google.golang.org/grpc"
)

func poolCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "pool",
		Short: "Serve workers to an engine that starts none by itself",
		Long: `Serve workers to jobs whose --environment_type is EXTERNAL and whose
--environment_config is this machine's address: for each worker that the engine asks
for, a process of this program. One that dies costs what it had under way, which the
engine does again, where it does.

` + exitHelp,
		Example: "  rapporteur-beam pool --listen localhost:50000",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return servePool(cmd.Context(), address, func(at net.Addr) { fmt.Fprintln(cmd.OutOrStdout(), at) })
		},
	}
	cmd.Flags().StringVar(&address, "listen", "localhost:50000", "address and port; with port 0 the system chooses one, which is printed")
	return cmd
}

// pool starts workers as processes. Its interface is Beam's.
type pool struct {
	fnpb.UnimplementedBeamFnExternalWorkerPoolServer
	mu      sync.Mutex
	workers map[*exec.Cmd]bool // those that have not ended
	ending  bool
}

// servePool serves a pool until ctx ends, and ends its workers then.
func servePool(ctx context.Context, address string, ready func(net.Addr)) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	p := &pool{workers: map[*exec.Cmd]bool{}}
	server := grpc.NewServer()
	fnpb.RegisterBeamFnExternalWorkerPoolServer(server, p)
	defer context.AfterFunc(ctx, server.Stop)()
	ready(listener.Addr())
	err = server.Serve(listener)
	if ctx.Err() != nil {
		err = nil
	}
	p.stopAll()
	return err
}

// StartWorker starts a worker.
func (p *pool) StartWorker(_ context.Context, r *fnpb.StartWorkerRequest) (*fnpb.StartWorkerResponse, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ending {
		return &fnpb.StartWorkerResponse{Error: "the pool is ending"}, nil
	}
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, poolWorkerVerb, r.GetWorkerId(), r.GetControlEndpoint().GetUrl(), r.GetLoggingEndpoint().GetUrl())
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Start(); err != nil {
		return &fnpb.StartWorkerResponse{Error: err.Error()}, nil
	}
	p.workers[cmd] = true
	go func() {
		cmd.Wait() // how it ended the engine learns from its connection
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.workers, cmd)
	}()
	return &fnpb.StartWorkerResponse{}, nil
}

// StopWorker has nothing to stop: a worker ends when the engine hangs up. Which one is meant its id would not tell, as each task
// manager of a Flink counts its own from one.
func (p *pool) StopWorker(context.Context, *fnpb.StopWorkerRequest) (*fnpb.StopWorkerResponse, error) {
	return &fnpb.StopWorkerResponse{}, nil
}

func (p *pool) stopAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ending = true
	for cmd := range p.workers {
		cmd.Process.Kill() // it may have died
	}
}

// poolWorkerVerb begins the arguments of a pool's worker: its id, and the engine's addresses for control and for logs.
const poolWorkerVerb = "__pool_worker"

// poolWorker carries out what an engine asks for until that hangs up. The workers that beam.Init makes stay on then, with all
// that they have, until somebody ends them.
func poolWorker(id, control, logging string) int {
	beam.Init()
	err := harness.MainWithOptions(grpcx.WriteWorkerID(context.Background(), id), logging, control, harness.Options{})
	if err := errors.Join(err, hired.disband()); err != nil {
		fmt.Fprintf(os.Stderr, "rapporteur-beam: worker %s: %v\n", id, err)
		return exitFailed
	}
	return exitOK
}
