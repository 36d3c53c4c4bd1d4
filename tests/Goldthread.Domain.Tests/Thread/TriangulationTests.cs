using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;

namespace Goldthread.Domain.Tests.Thread;

[Trait("feature", "A9")]
public class TriangulationTests
{
    private static readonly Guid Neglect = Guid.NewGuid();

    [Fact]
    public void A_cell_tells_strengths_from_everything_else()
    {
        var grid = Triangulation.Of([(Neglect, Volume.Children, FindingKind.Strength, 2), (Neglect, Volume.Children, FindingKind.AreaForImprovement, 3), (Neglect, Volume.Children, FindingKind.Risk, 1)], []);

        var cell = grid[Neglect, Volume.Children];

        Assert.Equal((2, 4, 6, false), (cell.Strengths, cell.Concerns, cell.Findings, cell.IsSilent));
    }

    [Fact]
    public void Silence_with_something_on_the_shelf_is_told_from_silence()
    {
        var grid = Triangulation.Of([], [(Neglect, Volume.Parents, 4)]);

        Assert.True(grid[Neglect, Volume.Parents] is { IsSilent: true, IsUnread: true, Items: 4 });
        Assert.True(grid[Neglect, Volume.Public] is { IsSilent: true, IsUnread: false });
    }

    [Fact]
    public void Sums_are_taken_as_counted_and_not_added_up()
    {
        var grid = Triangulation.Of([(Neglect, Volume.Children, FindingKind.Risk, 1), (Neglect, Volume.Parents, FindingKind.Risk, 1), (Neglect, null, FindingKind.Risk, 1), (null, null, FindingKind.Risk, 1)], []);

        Assert.Equal((1, 1), (grid[Neglect, null].Findings, grid[null, null].Findings));
        Assert.Equal([Volume.Children, Volume.Parents], grid.Speaking(Neglect).Select(c => c.Volume!.Value));
    }

    [Theory]
    [InlineData(0, 9, 0)]
    [InlineData(1, 9, 1)]
    [InlineData(1, 100, 1)]
    [InlineData(9, 9, 5)]
    [InlineData(5, 9, 3)]
    [InlineData(1, 1, 5)]
    [InlineData(0, 0, 0)]
    public void A_bar_is_in_proportion_to_the_largest_cell(int count, int largest, int step)
    {
        Assert.Equal(step, Triangulation.Step(count, largest));
    }

    [Fact]
    public void The_largest_cell_is_not_a_sum()
    {
        var grid = Triangulation.Of([(Neglect, Volume.Children, FindingKind.Risk, 3), (Neglect, null, FindingKind.Risk, 9), (null, Volume.Children, FindingKind.Risk, 12)], []);

        Assert.Equal(3, grid.Largest);
        Assert.Equal(0, Triangulation.Of([], []).Largest);
    }
}
