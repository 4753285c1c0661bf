// A packet explained as text: diagrams, annotated octets and findings, all from the field tables.
#pragma once

#include <string>

#include "packet/catalogue.h"
#include "packet/check.h"
#include "packet/dissection.h"
#include "packet/ink.h"
#include "packet/meaning.h"

namespace icmpwire {

// The empty header as the RFCs draw it: 32 bits a row, the fields' labels inside.
std::string diagram(const Layout& layout);

// The same with what follows the header in its RFC's figure.
std::string diagram(const CatalogueEntry& entry, Ink ink = Ink::plain);

// The same with this layer's values, its variable part as octets.
std::string diagram(const Dissection& packet, const Layer& layer, Ink ink = Ink::plain);

// One line a field: offset, octets, name, value, meaning; findings marked beneath their octets, and an arrow
// from a pointer to the octet that it points at.
std::string annotated_octets(const Dissection& packet, Ink ink = Ink::plain);

// The same with marks at the fields of a quote that are not as they were sent.
std::string annotated_octets(const Dissection& packet, const std::vector<QuoteChange>& changes,
                             Ink ink = Ink::plain);

// One line a layer: "ip  10.9.1.1 -> 10.9.3.3 ttl 64 ...", every field of the tables by name.
std::string summary(const Dissection& packet, Ink ink = Ink::plain);

// What the packet is, in the names of its innermost header's values: "Destination Unreachable, host
// unreachable"; a quote does not count.
std::string headline(const Dissection& packet);

// Words above a line as long as they are.
std::string heading(std::string_view words, Ink ink = Ink::plain);

// What the packet says, diagrams, annotated octets and findings of the whole packet; 80 columns. Without a
// meaning, what it says is what it says by itself.
std::string explain(const Dissection& packet, Ink ink = Ink::plain);
std::string explain(const Dissection& packet, const Meaning& meaning, Ink ink = Ink::plain);

// The same as a Markdown page's section: what it says, diagrams, a table of every field, findings.
std::string explain_markdown(const Dissection& packet);
std::string explain_markdown(const Dissection& packet, const Meaning& meaning);

// A field's value as people read it: "64", "0xb8", "10.9.1.1", "1 (ICMP)".
std::string value_text(const FieldInfo& field, Bytes header);

}  // namespace icmpwire
