// Package source knows where reports are published: the registry of portals, as YAML files that people write.
//
//	site.go      Site, Column, Body: what a portal is, and what the crawler asks of it
//	region.go    regions within each other, and what their sites inherit
//	pace.go      Pace: how slowly a portal is asked
//	files.go     File: files and folders from a disk, and the embedded ones
//	parse.go     one file to sites: strict, defaults inherited
//	nested.go    how deep YAML may nest before it is refused
//	validate.go  what must hold of a site
//	check.go     Checker: everything that is wrong with files, also between them and against the register
//	position.go  Error: a mistake with file, line, column and the lines around it
//	registry.go  Registry: sites of several files together
//
// A file holds the sites of one region, as a rule those of a province with its prefectures, whose portals mostly run
// on one CMS each:
//
//	name: 某某省                       # of the region, for people
//	division: "990000"
//	defaults:                          # of every site below that does not say otherwise
//	  status: modelled                 # modelled, checked_saved, checked_live
//	  pace: {gap: 3s, jitter: 2s, budget: 500}
//	regions:
//	  - name: 某某市
//	    division: "990100"
//	    defaults:
//	      family: static               # CMS family; without one it is recognised by the pages
//	      tls: compatible              # for portals with old TLS; default otherwise
//	      agent: refused               # known to turn away programs that give their name; any otherwise
//	    sites:
//	      - id: example-county         # unique, for ever: it stands in the archive
//	        name: 某某县人民政府
//	        division: "990101"         # 6, 9 or 12 digits
//	        home: http://www.example.test/
//	        hosts: [www.example.test]  # further hosts; those of home and columns count anyway
//	        columns:
//	          - url: http://www.example.test/zwgk/zfxxgknb/
//	            kind: list             # reports of many bodies, or branches that lead to them
//	          - url: http://www.example.test/zwgk/xzjd/aaz/nb/
//	            kind: body             # reports of one body
//	            division: "990101101"
//	            agency: 甲镇人民政府
//	        bodies:                    # the bodies whose branches a list column may lead to
//	          - {name: 甲镇, division: "990101101"}
//
// So a new township on a known family is a line of data. Keys that nobody knows are errors, never ignored.
package source
