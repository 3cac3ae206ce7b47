// Package source knows where reports are published: the registry of portals, as YAML files that people write.
//
//	site.go      Site, Column, Body: what a portal is, and what the crawler asks of it
//	pace.go      Pace: how slowly a portal is asked
//	parse.go     one file to sites: strict, defaults inherited
//	validate.go  what must hold of a site
//	position.go  Error: a mistake with file, line, column and the lines around it
//	registry.go  Registry: files, folders and the embedded registry together
//
// A file holds the sites of one region, as a rule those of a prefecture, whose portals mostly run on one CMS:
//
//	name: 某某市                       # of the region, for people
//	defaults:                          # of every site below that does not say otherwise
//	  family: static                   # CMS family; without one it is recognised by the pages
//	  status: modelled                 # modelled, checked on saved page, checked live
//	  pace: {gap: 3s, jitter: 2s, budget: 500}
//	sites:
//	  - id: example-county             # unique, for ever: it stands in the archive
//	    name: 某某县人民政府
//	    division: "990101"             # 6, 9 or 12 digits
//	    home: http://www.example.test/
//	    hosts: [www.example.test]      # further hosts; those of home and columns count anyway
//	    columns:
//	      - url: http://www.example.test/zwgk/zfxxgknb/
//	        kind: list                 # reports of many bodies, or branches that lead to them
//	      - url: http://www.example.test/zwgk/xzjd/aaz/nb/
//	        kind: body                 # reports of one body
//	        division: "990101101"
//	        agency: 甲镇人民政府
//	    bodies:                        # the bodies whose branches a list column may lead to
//	      - {name: 甲镇, division: "990101101"}
//
// So a new township on a known family is a line of data. Keys that nobody knows are errors, never ignored.
package source
