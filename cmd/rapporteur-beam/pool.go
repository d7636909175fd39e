package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"

	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
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
	workers map[string]*exec.Cmd
}

// servePool serves a pool until ctx ends, and ends its workers then.
func servePool(ctx context.Context, address string, ready func(net.Addr)) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	p := &pool{workers: map[string]*exec.Cmd{}}
	server := grpc.NewServer()
	fnpb.RegisterBeamFnExternalWorkerPoolServer(server, p)
	defer context.AfterFunc(ctx, server.Stop)()
	ready(listener.Addr())
	err = server.Serve(listener)
	if ctx.Err() != nil {
		err = nil
	}
	return errors.Join(err, p.stopAll())
}

// StartWorker starts a worker.
func (p *pool) StartWorker(_ context.Context, r *fnpb.StartWorkerRequest) (*fnpb.StartWorkerResponse, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, "--worker", "--id="+r.GetWorkerId(),
		"--logging_endpoint="+r.GetLoggingEndpoint().GetUrl(), "--control_endpoint="+r.GetControlEndpoint().GetUrl())
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Start(); err != nil {
		return &fnpb.StartWorkerResponse{Error: err.Error()}, nil
	}
	if p.workers == nil {
		return &fnpb.StartWorkerResponse{Error: "the pool is ending"}, errors.Join(cmd.Process.Kill(), cmd.Wait())
	}
	p.workers[r.GetWorkerId()] = cmd
	go cmd.Wait() // how it ended the engine learns from its connection
	return &fnpb.StartWorkerResponse{}, nil
}

// StopWorker ends a worker.
func (p *pool) StopWorker(_ context.Context, r *fnpb.StopWorkerRequest) (*fnpb.StopWorkerResponse, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	cmd := p.workers[r.GetWorkerId()]
	if cmd == nil {
		return &fnpb.StopWorkerResponse{Error: "there is no worker " + r.GetWorkerId()}, nil
	}
	delete(p.workers, r.GetWorkerId())
	cmd.Process.Kill() // it may have died
	return &fnpb.StopWorkerResponse{}, nil
}

func (p *pool) stopAll() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, cmd := range p.workers {
		cmd.Process.Kill() // it may have died
	}
	p.workers = nil
	return nil
}
