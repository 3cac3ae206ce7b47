package store

// Resolution tells how the body was found.
type Resolution struct {
	Confidence string     `json:"confidence,omitempty"`
	Claims     []Claim    `json:"claims,omitempty"`
	Conflicts  []Conflict `json:"conflicts,omitempty"`
}

// Claim is something that a page or its surroundings say about the body.
type Claim struct {
	Kind   string `json:"kind"`
	Value  string `json:"value"`
	Origin string `json:"origin"`
	Used   bool   `json:"used,omitempty"` // it names the body that was found, or fits it
}

// Conflict is a claim that does not fit the body that was found.
type Conflict struct {
	Kind   string   `json:"kind"`
	Weight string   `json:"weight"`
	Claim  Claim    `json:"claim"`
	Says   []string `json:"says,omitempty"` // natural keys or names of what the claim may mean
}
