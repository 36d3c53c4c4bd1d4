using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Features.Shared.Charts;

namespace Goldthread.Web.Tests.Charts;

[Trait("feature", "I18")]
public partial class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => ["quarterly", "yearly", "areas", "bars", "spark", "run", "empty", "one point"];

    [Theory, MemberData(nameof(Kinds))]
    public void A_chart_is_valid_xml_with_title_and_description_and_without_style(string kind)
    {
        var scene = Scene(kind);

        var svg = XElement.Parse(SvgWriter.Write(scene));

        Assert.Equal("img", (string?)svg.Attribute("role"));
        Assert.Null(svg.Attribute("width"));
        Assert.NotNull(svg.Attribute("viewBox"));
        var named = ((string)svg.Attribute("aria-labelledby")!).Split(' ').Select(id => svg.Elements().Single(e => (string?)e.Attribute("id") == id)).ToList();
        Assert.Equal(["title", "desc"], named.Select(e => e.Name.LocalName));
        Assert.All(named, e => Assert.NotEmpty(e.Value.Trim()));
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), a => a.Name.LocalName == "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Nothing_is_drawn_outside_the_picture(string kind)
    {
        var scene = Scene(kind);

        foreach (var spot in scene.Marks.SelectMany(Spots))
        {
            Assert.InRange(spot.X, 0, scene.Width);
            Assert.InRange(spot.Y, 0, scene.Height);
        }
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_language()
    {
        var english = SvgWriter.Write(SampleCharts.QuarterlyChart.Draw());

        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

        Assert.Equal(english, SvgWriter.Write(SampleCharts.QuarterlyChart.Draw()));
    }

    [Fact]
    public void Ids_of_two_charts_on_a_page_differ()
    {
        string[] ids = [.. new[] { SampleCharts.QuarterlyChart, SampleCharts.Yearly }.SelectMany(c => Ids().Matches(SvgWriter.Write(c.Draw())).Select(m => m.Value))];

        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(4, ids.Length);
    }

    [Fact]
    public void Every_figure_has_one_point_in_the_shape_of_its_signal()
    {
        var points = XElement.Parse(SvgWriter.Write(SampleCharts.QuarterlyChart.Draw())).Elements()
            .Where(e => ((string?)e.Attribute("class"))?.StartsWith("gt-point ", StringComparison.Ordinal) == true).ToLookup(e => e.Name);

        Assert.Equal(SampleCharts.Quarterly.Points.Count(p => p.Type == PointType.CommonCause && p.Value is not null), points[Svg + "circle"].Count());
        Assert.Equal(SampleCharts.Quarterly.Points.Count(p => p.Type == PointType.Improvement), points[Svg + "path"].Count());
        Assert.NotEmpty(points[Svg + "path"]);
    }

    [Fact]
    public void A_missing_figure_leaves_a_gap_in_the_line()
    {
        var traces = SampleCharts.QuarterlyChart.Draw().Marks.OfType<Trace>().Where(t => t.Class == "gt-series").ToList();

        Assert.Equal([7, 16], traces.Select(t => t.Spots.Count));
    }

    [Theory, InlineData("quarterly"), InlineData("yearly")]
    public void Labels_at_the_line_ends_lie_sixteen_apart(string kind)
    {
        double[] places = [.. Scene(kind).Marks.OfType<Lettering>().Where(l => l.Class.StartsWith("gt-label", StringComparison.Ordinal)).Select(l => l.At.Y).Order()];

        Assert.True(places.Length >= 4);
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 16 - 1e-9));
    }

    [Fact]
    public void Spread_labels_keep_their_order_and_distance_and_move_only_when_they_must() =>
        Gen.Int[0, 300].Select(i => (double)i).Array[0, 12].Sample(wanted =>
        {
            var places = LabelSpread.Apart(wanted, 16, 0, 300);

            double[] sorted = [.. places.Order()];
            Assert.All(sorted.Zip(sorted.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 16 - 1e-9));
            Assert.All(places, p => Assert.InRange(p, -1e-9, 300 + 1e-9));
            Assert.Equal(wanted.Order(), wanted.Select((w, i) => (w, places[i])).OrderBy(x => x.Item2).Select(x => x.w));
            if (wanted.Order().Zip(wanted.Order().Skip(1)).All(pair => pair.Second - pair.First >= 16)) Assert.Equal(wanted, places);
        });

    [Fact]
    public void An_axis_has_round_steps_and_holds_every_value() =>
        Gen.Double[-1e6, 1e6].Array[1, 20].Sample(values =>
        {
            var axis = Axis.For(values);

            Assert.All(values, v => Assert.InRange(axis.Share(v), -1e-6, 1 + 1e-6));
            Assert.InRange(axis.Ticks.Count(), 2, 12);
        });

    [Fact]
    public void Areas_stand_highest_first_and_missing_ones_last()
    {
        var sorted = SampleCharts.Areas.Sorted;

        Assert.Equal("Kingston upon Hull, City of", sorted[0].Name);
        Assert.Equal("Medway", sorted[^1].Name);
        Assert.Contains(SampleCharts.Areas.Draw().Marks.OfType<Lettering>(), l => l.Text == "no figure");
    }

    [Fact]
    public void Text_from_users_is_encoded()
    {
        var svg = SvgWriter.Write((SampleCharts.Areas with { Title = "<script>\"&" }).Draw());

        Assert.Contains("&lt;script&gt;&quot;&amp;</title>", svg, StringComparison.Ordinal);
        _ = XElement.Parse(svg);
    }

    [Fact]
    public void The_table_holds_the_figures_of_the_picture()
    {
        var table = ChartTable.Of(SampleCharts.QuarterlyChart);

        Assert.Equal(["Period", "Figure", "Mean", "Lower limit", "Upper limit", "Target", "Signal"], table.Columns);
        Assert.Equal(24, table.Rows.Count);
        Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
        Assert.Equal("no figure", table.Rows[7][1]);
        Assert.Equal(["70%", "75%"], table.Rows.Select(r => r[5]).Distinct());
    }

    internal static Scene Scene(string kind) => kind switch
    {
        "quarterly" => SampleCharts.QuarterlyChart.Draw(),
        "yearly" => SampleCharts.Yearly.Draw(),
        "areas" => SampleCharts.Areas.Draw(),
        "bars" => (SampleCharts.Areas with { Id = "bars", Areas = [.. SampleCharts.Areas.Areas.Select(a => a with { Lower = null, Upper = null, Standing = Standing.NotCompared })] }).Draw(),
        "spark" => Sparkline.Draw("spark", "Referrals", "Going up.", [3, 5, null, 4, 8, 9], PointType.NeutralHigh),
        "run" => TimeChart.Of("run", "Missing from care", RunChart.Draw(SampleCharts.Quarterly.Points.Take(9).Select(p => new DatedValue(p.Date, p.Value))), d => $"{d:MMM yyyy}", SampleCharts.Percent).Draw(),
        "one point" => (SampleCharts.QuarterlyChart with { Points = [.. SampleCharts.QuarterlyChart.Points.Take(1)], Stretches = [] }).Draw(),
        _ => (SampleCharts.QuarterlyChart with { Points = [], Stretches = [], Targets = [], Marks = [] }).Draw(),
    };

    private static IEnumerable<Spot> Spots(Mark mark) => mark switch
    {
        Stroke s => [s.From, s.To],
        Trace t => t.Spots,
        Disc d => [new(d.Centre.X - d.Radius, d.Centre.Y - d.Radius), new(d.Centre.X + d.Radius, d.Centre.Y + d.Radius)],
        Box b => [b.TopLeft, new(b.TopLeft.X + b.Width, b.TopLeft.Y + b.Height)],
        Lettering l => [l.At],
        _ => [],
    };

    [GeneratedRegex(" id=\"[^\"]+\"")]
    private static partial Regex Ids();
}
