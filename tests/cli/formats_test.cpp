// `icmpwire diagram`, `icmpwire fields`, and the formats of `icmpwire explain`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packet/diagram_svg.h"
#include "packet/explain.h"
#include "packet/reference.h"
#include "tests/cli/program.h"
#include "tests/support/command.h"

namespace icmpwire::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string recording = ICMPWIRE_PCAPS_DIR "/02-rr9.pcap";

// By a parser that we did not write; no external entity, font or picture is named. One run of it reads all.
void expect_self_contained_xml(const std::vector<std::string>& pictures) {
  std::string document = "<all>", expected;
  for (const std::string& svg : pictures) {
    EXPECT_THAT(svg, Not(HasSubstr("url(")));
    EXPECT_THAT(svg, Not(HasSubstr("@import")));
    EXPECT_THAT(svg, Not(HasSubstr("href")));
    document += svg.substr(svg.find("<svg"));
    expected += "svg 1 1\n";
  }
  const TemporaryFile file(".svg", document + "</all>");
  const CommandResult parsed = run_command(
      "python3 -c 'import sys, xml.dom.minidom as dom; "
      "[print(root.tagName, root.getElementsByTagName(\"title\").length, "
      "root.getElementsByTagName(\"desc\").length) "
      "for root in dom.parse(sys.argv[1]).documentElement.childNodes if root.nodeType == 1]' " +
      file.path() + " 2>&1");
  EXPECT_EQ(parsed.output, expected);
}

TEST(Diagram, DrawsTheHeadersThatAreNamed) {
  EXPECT_EQ(run_inside({"diagram", "ip"}).out, diagram(*find_entry("ipv4")));
  const Ran two = run_inside({"diagram", "icmp-echo", "arp"});
  EXPECT_THAT(two.out, StartsWith("ICMP Echo or Echo Reply\n\n 0  "));
  EXPECT_THAT(two.out, HasSubstr("\n\nAddress Resolution Protocol\n\n 0  "));
}

TEST(Diagram, DrawsPictures) {
  std::vector<std::string> pictures;
  for (const CatalogueGroup& group : catalogue()) {
    for (const CatalogueEntry& entry : group.entries) pictures.push_back(diagram_svg(entry));
  }
  expect_self_contained_xml(pictures);
  EXPECT_EQ(run_inside({"diagram", "--format", "svg", "arp"}).out, diagram_svg(*find_entry("arp")));
  const Ran two = run_inside({"diagram", "--format", "svg", "arp", "ip"});
  EXPECT_EQ(two.status, 2);
  EXPECT_THAT(two.error, HasSubstr("a picture holds one\n  try: one NAME | --format text"));
}

TEST(Diagram, SuggestsTheNameThatMayBeMeant) {
  const Ran ran = run_inside({"diagram", "record-rout"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.error,
            "icmpwire: cannot draw record-rout: no header is called so\n"
            "  try: record-route | icmpwire fields, for the names\n");
}

TEST(Fields, ListsTheNamesAndTellsOfEach) {
  EXPECT_EQ(run_inside({"fields"}).out, catalogue_text());
  EXPECT_EQ(run_inside({"fields", "ip"}).out, reference_text(*find_entry("ipv4")));
  EXPECT_THAT(run_inside({"fields", "icmp-messages"}).out, HasSubstr("ICMP Time Exceeded: says that"));
  EXPECT_EQ(run_inside({"fields", "--format", "markdown", "icmp-messages"}).out,
            reference_page(*find_group("icmp-messages")));
  EXPECT_EQ(run_inside({"fields", "zebra"}).status, 2);
}

TEST(ExplainFormats, DrawOnePacketAsAPicture) {
  const Ran ran = run_inside({"explain", "--format", "svg", recording + "#2"});
  EXPECT_EQ(ran.status, 0);
  expect_self_contained_xml({ran.out});
  EXPECT_THAT(ran.out, HasSubstr("Time to Live 62"));
  const Ran both = run_inside({"explain", "--format", "svg", recording});
  EXPECT_EQ(both.status, 2);
  EXPECT_EQ(both.out, "");
  EXPECT_THAT(both.error, HasSubstr("a picture holds one\n  try: --number N"));
}

TEST(ExplainFormats, WriteMarkdown) {
  const Ran ran = run_inside({"explain", "--format", "markdown", recording});
  EXPECT_THAT(ran.out, StartsWith("## A packet of 90 octets\n"));
  EXPECT_THAT(ran.out,
              HasSubstr("| 22 | `3e` | `ttl` | 62 | each router takes one; at zero it is dropped |"));
}

TEST(ExplainFormats, WriteJsonAsTheSwitchDoes) {
  EXPECT_EQ(run_inside({"explain", "--format", "json", recording}).out,
            run_inside({"explain", "-j", recording}).out);
  EXPECT_EQ(run_inside({"explain", "-j", "--format", "text", recording}).out,
            run_inside({"explain", recording}).out);
}

TEST(ExplainFormats, WriteAPageIntoAFile) {
  const TemporaryFile file(".html");
  const Ran ran = run_inside({"explain", "--format", "html", "--output", file.path(), recording});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, "");
  const std::string page = file_text(file.path());
  EXPECT_THAT(page, StartsWith("<!doctype html>\n"));
  EXPECT_THAT(page, HasSubstr("<title>02-rr9.pcap</title>"));
  EXPECT_EQ(page, run_inside({"explain", "--format", "html", recording}).out);
}

TEST(ExplainFormats, SayWhereTheyCannotWrite) {
  const Ran ran = run_inside({"explain", "--output", "/no/such/folder/page.html", recording});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.error, StartsWith("icmpwire: cannot write /no/such/folder/page.html: No such file"));
}

TEST(ExplainFormats, WorkChecksumsOutWhereAsked) {
  const Ran ran = run_inside({"explain", "--checksum", recording + "#2"});
  EXPECT_THAT(ran.out, HasSubstr("\nChecksums\n---------\nInternet Protocol, version 4, octets 14-73\n"));
  EXPECT_THAT(ran.out, HasSubstr("\ncomplement: 5c35; the field holds 5c35, which is right\n"));
  EXPECT_THAT(run_inside({"explain", recording}).out, Not(HasSubstr("Checksums")));
}

TEST(ExplainFormats, RefuseOthers) {
  EXPECT_THAT(run_inside({"explain", "--format", "latex", recording}).error,
              HasSubstr("'latex' is none of text, json, html, svg, markdown"));
}

}  // namespace
}  // namespace icmpwire::test
