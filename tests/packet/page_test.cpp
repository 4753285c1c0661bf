// The page's data: the dissection as it is, and nothing that could end the element it stands in.
#include "packet/page.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "packet/explain.h"
#include "packet/icmp.h"
#include "packet/json_text.h"
#include "tests/support/recordings.h"

namespace icmpwire {
namespace {

using Json = nlohmann::json;

const std::string data_begins = "<script id=\"data\" type=\"application/json\">";

Json data_of(const std::string& document) {
  const std::size_t begin = document.find(data_begins) + data_begins.size();
  return Json::parse(document.substr(begin, document.find("</script>", begin) - begin));
}

Json page_data(const std::string& recording) {
  Page page(recording);
  Nanos at{1'000'000'000};
  for (const Octets& frame : test::recorded_frames(recording)) {
    page.add(dissect(frame, LinkType::ethernet), at, "now");
    at += Nanos{70'000};
  }
  return data_of(page.take());
}

TEST(Page, HoldsTheDissection) {
  const Octets frame = test::recorded_frames("02-rr9.pcap").at(1);
  const Dissection packet = dissect(frame, LinkType::ethernet);
  const Json data = page_data("02-rr9.pcap");
  const Json& shown = data["packets"][1];
  ASSERT_EQ(shown["layers"].size(), packet.layers.size());
  for (std::size_t i = 0; i < packet.layers.size(); ++i) {
    const Layer& layer = packet.layers[i];
    const Json& layout = data["layouts"][shown["layers"][i][0].get<std::size_t>()];
    EXPECT_EQ(layout["title"], layer.layout->title);
    EXPECT_EQ(shown["layers"][i][1], layer.offset);
    EXPECT_EQ(shown["layers"][i][2], layer.length);
    const Json& values = shown["layers"][i][5];
    ASSERT_EQ(values.size(), layer.layout->fields.size());
    for (std::size_t field = 0; field < values.size(); ++field) {
      EXPECT_EQ(values[field], value_text(layer.layout->fields[field], packet.octets_of(layer)));
      EXPECT_EQ(layout["fields"][field][2], layer.layout->fields[field].bit);
    }
  }
  EXPECT_EQ(shown["octets"], to_base64(frame));
  EXPECT_EQ(shown["headline"], "Echo Reply");
  EXPECT_EQ(shown["time"], 70'000);
}

TEST(Page, LinksAnswersAndErrorsToTheirRequests) {
  const Json reply = page_data("02-rr9.pcap")["packets"];
  EXPECT_FALSE(reply[0].contains("answers"));
  EXPECT_EQ(reply[1]["answers"], 0);
  EXPECT_FALSE(reply[1].contains("error"));
  EXPECT_EQ(reply[0]["from"], "10.9.1.1");
  const Json error = page_data("11-lsrr-ttl2-time-exceeded.pcap")["packets"];
  EXPECT_EQ(error[1]["answers"], 0);
  EXPECT_EQ(error[1]["error"], true);
}

TEST(Page, TellsTheRouteThatOptionsRecorded) {
  const Json route = page_data("02-rr9.pcap")["packets"][1]["route"];
  ASSERT_EQ(route.size(), 8U);
  EXPECT_EQ(route[0], Json({"10.9.1.1", "asked", "there"}));
  EXPECT_EQ(route[1], Json({"10.9.2.1", "Recorded Address", "there", 37}));
  EXPECT_EQ(route[3], Json({"10.9.3.3", "Recorded Address", "turn", 45}));
  EXPECT_EQ(route[4], Json({"10.9.3.3", "Recorded Address", "turn", 49}));
  EXPECT_EQ(route[5], Json({"10.9.2.2", "Recorded Address", "back", 53}));
  EXPECT_EQ(route[7], Json({"10.9.1.1", "receiver", "back"}));
  EXPECT_FALSE(page_data("01-plain.pcap")["packets"][0].contains("route"));
}

TEST(Page, TellsASourceRouteInTheOrderOfItsStops) {
  const Json route = page_data("08-lsrr-r1-r2.pcap")["packets"][0]["route"];
  ASSERT_EQ(route.size(), 4U);
  EXPECT_EQ(route[1], Json({"10.9.1.2", "next stop", "there"}));
  EXPECT_EQ(route[2], Json({"10.9.2.2", "Address Ahead", "there", 38}));
  EXPECT_EQ(route[3][0], "10.9.3.3");
}

TEST(Page, TellsHowFarAwayARouterIs) {
  const Json packets = page_data("20-rr9-ttl2-time-exceeded.pcap")["packets"];
  EXPECT_EQ(packets[0]["ttl"], 2);
  EXPECT_EQ(packets[1]["hop"], 2);
  EXPECT_FALSE(packets[0].contains("hop"));
  EXPECT_FALSE(page_data("02-rr9.pcap")["packets"][1].contains("hop"));
}

TEST(Page, TellsWhatPointersPointAt) {
  const Json packet = page_data("15-rr-len2-malformed.pcap")["packets"][1];
  ASSERT_EQ(packet["points"].size(), 1U);
  const Json& points = packet["points"][0];
  const Json layers = packet["layers"];
  EXPECT_EQ(layers[points[0].get<std::size_t>()][1], 34);  // ICMP's
  EXPECT_EQ(points[2], 63);
}

TEST(Page, HoldsFindingsAndWhereReadingStopped) {
  const Json packet = page_data("29-len-overruns-header.pcap")["packets"][0];
  EXPECT_EQ(packet["stopped"][0], 36);
  EXPECT_EQ(packet["findings"][0][0], 36);
  EXPECT_EQ(packet["findings"][0][2], "option.type");
}

TEST(Page, EndsNoElementEarly) {
  Page page("</title><script>{{data}}");
  const std::string text = "</script><script>alert(1)</script>{{style}}";
  const Octets payload(text.begin(), text.end());
  page.add(dissect(payload, LinkType::raw), std::nullopt, "</script>");
  const std::string document = page.take();
  std::size_t ends = 0;
  for (std::size_t at = document.find("</script"); at != std::string::npos;
       at = document.find("</script", at + 1))
    ++ends;
  EXPECT_EQ(ends, 2U);
  EXPECT_NE(document.find("<title>&lt;/title&gt;&lt;script&gt;{{data}}</title>"), std::string::npos);
  EXPECT_EQ(data_of(document)["packets"][0]["when"], "</script>");
  EXPECT_EQ(data_of(document)["packets"][0]["octets"], to_base64(payload));
}

TEST(JsonText, EscapesWhatMayNotStand) {
  std::string out;
  append_json(out, "a\"\\\n<&>");
  EXPECT_EQ(out, "\"a\\u0022\\u005c\\u000a\\u003c\\u0026\\u003e\"");
}

TEST(JsonText, WritesBase64AsRfc4648) {
  const auto encoded = [](std::string_view text) { return to_base64(Octets(text.begin(), text.end())); };
  EXPECT_EQ(encoded(""), "");
  EXPECT_EQ(encoded("f"), "Zg==");
  EXPECT_EQ(encoded("fo"), "Zm8=");
  EXPECT_EQ(encoded("foo"), "Zm9v");
  EXPECT_EQ(encoded("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace icmpwire
