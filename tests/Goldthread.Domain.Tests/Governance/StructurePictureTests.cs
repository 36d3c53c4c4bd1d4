using CsCheck;
using Goldthread.Domain.Governance;

namespace Goldthread.Domain.Tests.Governance;

[Trait("feature", "C1")]
public class StructurePictureTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 30).Select(_ => Guid.CreateVersion7())];

    [Fact]
    public void The_board_stands_above_and_between_those_that_report_to_it()
    {
        var picture = Draw((0, null), (1, 0), (2, 0), (3, 0));

        var board = Box(picture, 0);
        Assert.All([1, 2, 3], group => Assert.True(Box(picture, group).Y > board.Y));
        Assert.Equal((Box(picture, 1).X + Box(picture, 3).X) / 2, board.X);
        Assert.Equal(3, picture.Lines.Count);
    }

    [Fact]
    public void Many_groups_with_nobody_under_them_hang_below_each_other()
    {
        var picture = Draw((0, null), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0));

        Assert.Single([1, 2, 3, 4, 5], group => Box(picture, group).Y == Box(picture, 1).Y);
        Assert.True(picture.Width < 2 * StructurePicture.BoxWidth);
    }

    [Fact]
    public void A_circle_is_cut_and_nobody_is_lost()
    {
        var picture = Draw((0, 1), (1, 0), (2, 1));

        Assert.Equal(3, picture.Boxes.Count);
        Assert.Single(picture.Tops);
    }

    [Fact]
    public void A_group_whose_upper_group_is_closed_stands_at_the_top()
    {
        var picture = new StructurePicture([new(Ids[0], Guid.CreateVersion7())]);

        Assert.Equal(Ids[0], Assert.Single(picture.Tops).Id);
        Assert.Empty(picture.Lines);
    }

    [Fact]
    public void Without_groups_there_is_nothing_to_draw()
    {
        Assert.Equal((0, 0), (new StructurePicture([]).Width, new StructurePicture([]).Height));
    }

    [Fact]
    public void Whatever_the_reporting_lines_every_group_has_a_box_of_its_own_inside_the_picture()
    {
        Gen.Int[-1, Ids.Length - 1].Array[1, Ids.Length].Sample(reports =>
        {
            var picture = new StructurePicture([.. reports.Select((to, n) => new StructurePart(Ids[n], to < 0 ? null : Ids[to]))]);

            Assert.Equal(Ids.Take(reports.Length).Order(), picture.Boxes.Select(b => b.Id).Order());
            Assert.All(picture.Boxes, box => Assert.True(box.X >= 0 && box.Y >= 0
                && box.X + StructurePicture.BoxWidth <= picture.Width && box.Y + StructurePicture.BoxHeight <= picture.Height));
            for (var a = 0; a < picture.Boxes.Count; a++)
            {
                for (var b = a + 1; b < picture.Boxes.Count; b++)
                    Assert.False(Overlap(picture.Boxes[a], picture.Boxes[b]));
            }
        });
    }

    private static bool Overlap(StructureBox a, StructureBox b) =>
        Math.Abs(a.X - b.X) < StructurePicture.BoxWidth && Math.Abs(a.Y - b.Y) < StructurePicture.BoxHeight;

    private static StructurePicture Draw(params (int Group, int? ReportsTo)[] lines) =>
        new([.. lines.Select(l => new StructurePart(Ids[l.Group], l.ReportsTo is { } to ? Ids[to] : null))]);

    private static StructureBox Box(StructurePicture picture, int group) => picture.Boxes.Single(b => b.Id == Ids[group]);
}
