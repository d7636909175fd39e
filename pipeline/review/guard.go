package review

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// maxBody is what a request may hold: a correction is some hundred bytes.
const maxBody = 64 << 10

// NewToken is a new secret that opens the pages.
func NewToken() string {
	var secret [24]byte
	rand.Read(secret[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(secret[:])
}

// guard lets in only whoever started the program, or was given its address: other users of the machine and pages of other
// sites, in this browser or another, are kept out.
type guard struct {
	token  string
	cookie string // its name: cookies know no ports, and there may be several of these servers
	hosts  func(host string) bool
	next   http.Handler
}

// newGuard guards a server that listens on an address.
func newGuard(token string, listens net.Addr, next http.Handler) *guard {
	_, port, _ := net.SplitHostPort(listens.String())
	g := &guard{token: token, cookie: "rapporteur-" + port, next: next}
	tcp, _ := listens.(*net.TCPAddr)
	local := tcp != nil && tcp.IP.IsLoopback()
	machine, err := os.Hostname()
	if err != nil {
		machine = "localhost"
	}
	g.hosts = func(host string) bool {
		name, at, err := net.SplitHostPort(host)
		if err != nil || at != port {
			return false
		}
		ip := net.ParseIP(name)
		if local {
			return name == "localhost" || ip != nil && ip.IsLoopback()
		}
		// A page of another site that has its name lead here (DNS rebinding) comes with that name, never with an address.
		return ip != nil || name == "localhost" || strings.EqualFold(name, machine)
	}
	return g
}

// csrf is what every request that writes carries in a header: pages of other sites cannot read it.
func (g *guard) csrf() string {
	sum := hmac.New(sha256.New, []byte(g.token))
	sum.Write([]byte("csrf"))
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}

// policy allows what comes from this server, and no script or style that stands in a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if !g.hosts(r.Host) {
		http.Error(w, "This address is not the one that 'rapporteur review' printed.", http.StatusMisdirectedRequest)
		return
	}
	if !sameOrigin(r) {
		http.Error(w, "A page of another site asked for this.", http.StatusForbidden)
		return
	}
	if given := r.URL.Query().Get("token"); given != "" && r.Method == http.MethodGet {
		if !equal(given, g.token) {
			http.Error(w, "The token in this address is not that of the program that runs now.", http.StatusForbidden)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: g.cookie, Value: g.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		// The token leaves the address, and with it the history and what is shared.
		query := r.URL.Query()
		query.Del("token")
		http.Redirect(w, r, (&url.URL{Path: "/" + strings.TrimLeft(r.URL.Path, "/"), RawQuery: query.Encode()}).String(), http.StatusSeeOther)
		return
	}
	if c, err := r.Cookie(g.cookie); err != nil || !equal(c.Value, g.token) {
		http.Error(w, "Open the address that 'rapporteur review' printed: it holds the token that lets you in.", http.StatusUnauthorized)
		return
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodPost:
		if r.Header.Get("Origin") == "" || !equal(r.Header.Get("X-CSRF-Token"), g.csrf()) {
			http.Error(w, "This request does not come from a page of this program.", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	default:
		http.Error(w, "There is no such method here.", http.StatusMethodNotAllowed)
		return
	}
	g.next.ServeHTTP(w, r)
}

// sameOrigin reports whether a request comes from a page of this server, or from none, as one from the address bar.
func sameOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := r.Header.Get("Origin")
	return origin == "" || origin == "http://"+r.Host
}

func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
