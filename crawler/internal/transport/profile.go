package transport

import (
	"crypto/tls"
	"crypto/x509"
)

// Profile is a set of TLS parameters with a name that is recorded with each answer.
// A host gets another than the default only where its source says so.
type Profile struct {
	Name             string
	MinVersion       uint16
	CipherSuites     []uint16 // for TLS up to 1.2; 1.3 has no choice
	CurvePreferences []tls.CurveID
	// RootCAs are the authorities that are trusted; nil means the system's.
	RootCAs *x509.CertPool
}

// DefaultProfile is TLS 1.2 and newer with forward secrecy. The hybrid post-quantum
// groups are left out: their long first message is more than some old portals take.
func DefaultProfile() Profile {
	return Profile{
		Name:       "default",
		MinVersion: tls.VersionTLS12,
		CipherSuites: []uint16{
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
			tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
			tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
			tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
			tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
			tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
			tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
			tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
			tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
		},
		CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384, tls.CurveP521},
	}
}

// CompatibleProfile adds what old portals still need: TLS 1.0, RSA key exchange,
// 3DES, and P-256 first. Certificates are checked all the same.
func CompatibleProfile() Profile {
	p := DefaultProfile()
	p.Name = "compatible"
	p.MinVersion = tls.VersionTLS10
	p.CipherSuites = append(p.CipherSuites,
		tls.TLS_RSA_WITH_AES_128_GCM_SHA256,
		tls.TLS_RSA_WITH_AES_256_GCM_SHA384,
		tls.TLS_RSA_WITH_AES_128_CBC_SHA256,
		tls.TLS_RSA_WITH_AES_128_CBC_SHA,
		tls.TLS_RSA_WITH_AES_256_CBC_SHA,
		tls.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA,
		tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
	)
	p.CurvePreferences = []tls.CurveID{tls.CurveP256, tls.CurveP384, tls.CurveP521, tls.X25519}
	return p
}

// orDefault fills an unnamed profile's missing parts from DefaultProfile.
func (p Profile) orDefault() Profile {
	d := DefaultProfile()
	if p.Name == "" {
		p.Name = d.Name
	}
	if p.MinVersion == 0 {
		p.MinVersion = d.MinVersion
	}
	if p.CipherSuites == nil {
		p.CipherSuites = d.CipherSuites
	}
	if p.CurvePreferences == nil {
		p.CurvePreferences = d.CurvePreferences
	}
	return p
}

func (p Profile) config() *tls.Config {
	p = p.orDefault()
	return &tls.Config{
		MinVersion:       p.MinVersion,
		CipherSuites:     p.CipherSuites,
		CurvePreferences: p.CurvePreferences,
		RootCAs:          p.RootCAs,
	}
}
