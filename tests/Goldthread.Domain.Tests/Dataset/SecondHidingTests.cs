using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

[Trait("feature", "I17")]
public class SecondHidingTests
{
    [Fact]
    public void One_hidden_beside_a_known_total_takes_the_next_smallest_along_but_never_the_boards_own()
    {
        var shown = Hide("306", ("970", 100), ("306", 10), ("302", 4), ("303", 30), ("383", 56));

        Assert.Equal([100, 10, null, null, 56], shown);
    }

    [Fact]
    public void Without_a_total_one_hidden_figure_gives_nothing_away() => Assert.Equal([10, null, 30], Hide("306", ("306", 10), ("302", 4), ("303", 30)));

    [Fact]
    public void Two_hidden_in_a_total_are_enough() => Assert.Equal([100, null, null, 30], Hide("306", ("970", 100), ("306", 3), ("302", 4), ("303", 30)));

    [Fact]
    public void Two_hidden_in_different_regions_are_one_in_each()
    {
        var shown = Hide("306", ("986", 44), ("306", 10), ("302", 4), ("303", 30), ("383", 2));

        Assert.Equal([44, 10, null, null, null], shown);
    }

    [Fact]
    public void A_total_goes_where_nobody_else_can_or_nobody_knows_who_is_in_it()
    {
        Assert.Equal([null, null], Hide("", ("970", 100), ("302", 4)));
        Assert.Equal([null, 10, null], Hide("306", ("986", 44), ("306", 10), ("?", 4)));
    }

    [Fact]
    public void Whatever_the_counts_no_total_less_the_others_leaves_a_small_one()
    {
        Random random = new(5);
        string[] codes = ["306", "302", "303", "304", "305", "383", "330", "331"];
        for (var round = 0; round < 300; round++)
        {
            (string Code, double Count)[] areas = [.. codes.Select(c => (c, (double)random.Next(1, 30)))];
            (string Code, double Count)[] all = [("970", areas.Sum(a => a.Count)), ("986", areas.Where(a => EnglishRegion.Of(a.Code) == "E12000007").Sum(a => a.Count)), .. areas];

            var shown = Hide("306", all);

            foreach (var (total, members) in new[] { (0, Enumerable.Range(2, 8).ToArray()), (1, [2, 3, 4, 5, 6]) })
                if (shown[total] is not null) Assert.NotEqual(1, members.Count(m => shown[m] is null));
            Assert.All(Enumerable.Range(2, 8).Where(i => all[i].Count <= SmallNumbers.HiddenUpTo), i => Assert.Null(shown[i]));
        }
    }

    private static double?[] Hide(string own, params (string Code, double Count)[] areas) =>
        [.. SmallNumbers.HideBeside([.. areas.Select(a => new AreaPoints(
            a.Code switch { "970" => "E92000001", "986" => "E12000007", _ => a.Code },
            a.Code switch { "970" => PublishedLevel.National, "986" => PublishedLevel.Regional, _ => PublishedLevel.LocalAuthority }, a.Code,
            SmallNumbers.Hide([new(PublishedPeriodKind.Year, new(2024, 4, 1), new(2025, 3, 31), "2024/25", new(a.Count, 1000, a.Count / 10, PublishedSymbol.None, FigureStatus.Final))], isCount: false)))], own)
            .Select(points => points[0].Figure.Numerator)];
}
