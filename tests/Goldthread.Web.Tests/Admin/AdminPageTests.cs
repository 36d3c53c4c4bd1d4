using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Web.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

public class AdminPageTests(BoardApp template)
{
    [Fact]
    [Trait("feature", "W3")]
    public async Task Somebody_new_is_added_with_organisation_and_post_and_nobody_twice()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/people/new");

        var refused = await officer.PressAsync(form, "Add this person", ("Input.Name", "Nora New"), ("Input.Email", "nora at home"));
        var added = await officer.PressAsync(refused, "Add this person", ("Input.Email", "nora@tests.example"), ("Input.OrganisationId", Somewhere.Police.Id.ToString()), ("Input.Post", "Sergeant"));
        var twice = await officer.PressAsync(await officer.OpenAsync("/people/new"), "Add this person", ("Input.Name", "Nora Again"), ("Input.Email", "NORA@tests.example"));

        Assert.Contains(refused.Errors, e => e.Contains("Enter one e-mail address", StringComparison.Ordinal));
        Assert.Contains("Sergeant, Police", added.Text, StringComparison.Ordinal);
        Assert.Contains(twice.Errors, e => e.Contains("is here already", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync("/people/new")).Status);
    }

    [Fact]
    [Trait("feature", "Z10")]
    public async Task A_bank_holiday_added_in_the_settings_moves_the_deadlines_and_one_taken_out_moves_them_back()
    {
        await using var board = await Board.NewAsync(template);
        var administrator = await board.AsAsync(Somebody.Administrator);
        var before = board.Services.GetRequiredService<WorkingDays>().Add(board.Today, 1);

        var form = await administrator.OpenAsync("/settings/bank-holidays");
        var refused = await administrator.PressAsync(form, "Add this day", ("Input.Date.Day", "24"), ("Input.Date.Month", "11"), ("Input.Date.Year", "2026"));
        var added = await administrator.PressAsync(refused, "Add this day", ("Input.Name", "Day of mourning"), ("Input.Reason", "Proclaimed on 20 November"));
        var with = board.Services.GetRequiredService<WorkingDays>().Add(board.Today, 1);
        var takenOut = await administrator.PressAsync(added, "Take out 24 November 2026", ("Input.Reason", "Withdrawn"));
        var without = board.Services.GetRequiredService<WorkingDays>().Add(board.Today, 1);

        Assert.Equal(2, refused.Errors.Count);
        Assert.Contains("Proclaimed on 20 November", added.Text, StringComparison.Ordinal);
        Assert.Contains("taken out by Ada Min", takenOut.Text, StringComparison.Ordinal);
        Assert.Equal((new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 25), new DateOnly(2026, 11, 24)), (before, with, without));
    }

    [Fact]
    [Trait("feature", "Z10")]
    public async Task Settings_that_would_mislead_every_reader_are_refused()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            db.Add(new Area(901, "E09000008", "Croydon", PublishedLevel.LocalAuthority, "306"));
            await db.SaveAsync(Command.Now("Tests: an area"), TestContext.Current.CancellationToken);
        }
        var administrator = await board.AsAsync(Somebody.Administrator);
        var form = await administrator.OpenAsync("/settings");

        var refused = await administrator.PressAsync(form, "Save settings", ("Input.Name", "A board\nBcc: somebody@example.org"), ("Input.Area", "Atlantis"), ("Input.WorryInHours", "x"), ("Input.WorryOutOfHours", " "));
        var saved = await administrator.PressAsync(refused, "Save settings", ("Input.Name", "A board"), ("Input.Area", "Croydon"), ("Input.WorryInHours", "Front door, 020 7946 0101"), ("Input.WorryOutOfHours", "999"));

        Assert.Equal(4, refused.Errors.Count);
        Assert.Contains("Settings saved", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Whoever_serves_one_agency_is_offered_its_people_and_who_serves_the_board_and_nobody_else_as_readers()
    {
        await using var board = await Board.NewAsync(template);
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var officer = await board.AsAsync(Somebody.Officer);

        var few = Offered(await lead.OpenAsync("/library/shelve"));
        var all = Offered(await officer.OpenAsync("/library/shelve"));

        Assert.Equal(new[] { Somebody.Chair.Name, Somebody.Contributor.Name, Somebody.Officer.Name, Somebody.Reviewer.Name, Somebody.Signatory.Name, Somebody.SocialCareLead.Name }.Order(StringComparer.Ordinal), few.Order(StringComparer.Ordinal));
        Assert.Equal(Somebody.Everyone.Count, all.Count);
    }

    [Fact]
    [Trait("feature", "W5")]
    public async Task A_text_is_taken_out_only_after_the_list_of_places_was_confirmed_and_the_number_is_said_after()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("What Zephyrine Quillfeather said"));
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/take-out");
        var common = await officer.PressAsync(form, "Show where it stands", ("Input.Text", "the child"), ("Input.Reason", "A name"));
        var listed = await officer.PressAsync(common, "Show where it stands", ("Input.Text", "Zephyrine Quillfeather"));
        var title = (await board.NowAsync(finding)).Title;
        var other = await officer.OverpostAsync(listed, "Take it out everywhere", ("Input.Text", "Zephyrine"));
        var afterOther = (await board.NowAsync(finding)).Title;

        var done = await officer.PressAsync(listed, "Take it out everywhere");

        Assert.Contains(common.Errors, e => e.Contains("common words only", StringComparison.Ordinal));
        Assert.Contains("1 place in 1 record", listed.Text, StringComparison.Ordinal);
        Assert.Contains(other.Errors, e => e.Contains("confirm again", StringComparison.Ordinal));
        Assert.Equal(("What Zephyrine Quillfeather said", title), (title, afterOther));
        Assert.Contains("Taken out of 1 place in 1 record", done.Text, StringComparison.Ordinal);
        Assert.Equal("What [taken out] said", (await board.NowAsync(finding)).Title);
    }

    [Theory]
    [InlineData("Jo", false), InlineData("J.", false), InlineData("", false), InlineData("child", false), InlineData("The Police.", false), InlineData("Anna", true)]
    public void Common_and_short_texts_are_refused(string text, bool insideWords) => Assert.NotEmpty(TakeOutRules.CheckText(text, insideWords));

    [Theory]
    [InlineData("Ann", false), InlineData("Li Wei", false), InlineData("May Smith", false), InlineData("Quill", true)]
    public void Names_are_not(string text, bool insideWords) => Assert.Empty(TakeOutRules.CheckText(text, insideWords));

    private static List<string> Offered(Screen screen) =>
        [.. screen.Html.QuerySelectorAll("input[name='Input.PersonIds']").Select(input => screen.Html.QuerySelector($"label[for='{input.Id}']")!.TextContent.Trim())];
}
