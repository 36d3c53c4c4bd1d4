namespace Goldthread.Web.Tests.Library;

/// <summary>A file whose name looks as if it said who a child is is taken only after somebody has looked.</summary>
[Trait("feature", "F11")]
public class FileNameTests(Board board) : IClassFixture<Board>
{
    private static readonly (string, string)[] card = [("Input.Volume", "Qualitative"), ("Input.Kind", "Case audit"), ("Input.Title", "Named"), ("Input.Date.Day", "1"), ("Input.Date.Month", "9"), ("Input.Date.Year", "2026"), ("Input.Confidentiality", "Board")];
    private static readonly byte[] content = "Twelve cases were read\n"u8.ToArray();

    [Fact]
    public async Task It_is_asked_about_and_kept_once_somebody_has_looked()
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var asked = await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save", card, [("Files.New", "John Smith notes.txt", content)]);
        Assert.Contains("looks as if it held somebody’s name", Assert.Single(asked.Errors));
        var kept = await officer.PressAsync(asked, "Save", ("Files.LookedAt", asked.Html.QuerySelector("[name='Files.LookedAt']")!.GetAttribute("value")!));

        Assert.Contains("John Smith notes.txt", kept.Text);
    }

    [Fact]
    public async Task Whoever_chooses_it_again_under_another_name_leaves_the_old_one_behind()
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var asked = await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save", card, [("Files.New", "Olivia Jones.txt", content)]);
        var kept = await officer.SubmitAsync(asked, "Save", [], [("Files.New", "twelve cases.txt", content)]);

        Assert.Contains("twelve cases.txt", kept.Text);
        Assert.DoesNotContain("Olivia", kept.Text, StringComparison.Ordinal);
    }
}
