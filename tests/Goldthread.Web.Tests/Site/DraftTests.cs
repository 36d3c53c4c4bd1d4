using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.TakeOut;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Site;

/// <summary>What is typed into a form is kept until it is sent, for who typed it alone.</summary>
[Trait("feature", "E3")]
public class DraftTests(Board board, BoardApp template) : IClassFixture<Board>
{
    private const string Save = "Post it", Later = "Keep for later", Without = "Start again without it";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(ImprovementAction Action, string Path)> GivenAsync(string title = "Written about")
    {
        var action = await board.GivenAsync(An.Action(title).Public());
        return (action, $"/actions/{action.Id}/progress");
    }

    [Fact]
    public async Task Without_script_a_button_keeps_it_and_the_page_shows_it_again_until_it_is_saved()
    {
        var (action, path) = await GivenAsync();
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        var kept = await lead.PressAsync(await lead.OpenAsync(path), Later, ("Input.Text", "Half of the <teams> have it"), ("Input.Percent", "50"), ("Input.Done", "true"));
        var again = await lead.OpenAsync(path);
        var refused = await lead.PressAsync(again, Save, ("Input.Percent", "five hundred"));
        var stillThere = await lead.OpenAsync(path);
        var saved = await lead.PressAsync(refused, Save, ("Input.Percent", "50"), ("Input.Evidence", "A list of teams"));
        var empty = await lead.OpenAsync(path);

        var now = $"10:{board.Clock.GetUtcNow():mm}am"; // another test of the class may have moved the clock by minutes
        Assert.Contains($"Kept at {now}. It is not saved yet", kept.Text, StringComparison.Ordinal);
        Assert.Equal(path, kept.Path);
        Assert.Contains($"You were writing this on 23 November at {now}. It is not saved yet.", again.Text, StringComparison.Ordinal);
        Assert.Equal(("Half of the <teams> have it", "50", true), Typed(again));
        Assert.DoesNotContain("Error:", again.Html.Title, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Errors);
        Assert.Equal("Half of the <teams> have it", Typed(stillThere).Text);
        Assert.Empty(saved.Errors);
        Assert.Equal("Half of the <teams> have it", Assert.Single((await board.NowAsync(action)).Updates).Text);
        Assert.False(empty.Offers(Without));
        Assert.Equal("", Typed(empty).Text);
    }

    [Fact]
    public async Task Who_starts_again_gets_the_form_as_it_was()
    {
        var (_, path) = await GivenAsync();
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var kept = await lead.PressAsync(await lead.OpenAsync(path), Later, ("Input.Text", "Not worth it"));

        var without = await lead.PressAsync(kept, Without);

        Assert.Equal(path, without.Path);
        Assert.Equal("", Typed(without).Text);
        Assert.False(without.Offers(Without));
    }

    [Fact]
    [Trait("threat", "T01"), Trait("asvs", "V8.2.2")]
    public async Task Nobody_else_sees_it_or_takes_it_away()
    {
        var (_, path) = await GivenAsync();
        var (lead, other) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.Contributor));
        var kept = await lead.PressAsync(await lead.OpenAsync(path), Later, ("Input.Text", "Mine alone"));
        var theirs = await other.OpenAsync(path);

        // With the owner's own hidden fields, as somebody who copied the page would.
        var (address, form, version, writer) = (Hidden(kept, "Address"), Hidden(kept, "Form"), Hidden(kept, "Version"), Hidden(kept, "Writer"));
        await other.PostAsync("/drafts?handler=discard", ("__RequestVerificationToken", theirs.Token), ("Command.Draft.Address", address), ("Command.Draft.Form", form), ("Command.Draft.Version", version), ("Command.Draft.Writer", writer));
        await other.PressAsync(theirs, Later, ("Input.Text", "Somebody else's"));

        Assert.DoesNotContain("Mine alone", theirs.Body, StringComparison.Ordinal);
        Assert.False(theirs.Offers(Without));
        Assert.Equal("Mine alone", Typed(await lead.OpenAsync(path)).Text);
        Assert.Equal("Somebody else's", Typed(await other.OpenAsync(path)).Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await (await board.AnyoneAsync()).PostAsync("/drafts", ("Command.Draft.Address", address), ("Command.Draft.Form", form))).Status);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_page_that_one_may_see_no_longer_shows_nothing_of_it_and_the_deed_that_shut_it_took_it_away()
    {
        var (action, path) = await GivenAsync("Shut while two were writing");
        var recommendation = action.RecommendationId!.Value;
        var (lead, officer) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.Officer));
        await lead.PressAsync(await lead.OpenAsync(path), Later, ("Input.Text", "Written by who is shut out"));
        var many = await lead.OpenAsync("/my/progress");
        var row = many.Html.QuerySelector($"input[value='{action.Id}']")!.GetAttribute("name")!.Replace(".Id", ".Text", StringComparison.Ordinal);
        await lead.PressAsync(many, Later, (row, "Also shut out, in a row"));
        var edit = $"/recommendations/{recommendation}/edit";
        await officer.PressAsync(await officer.OpenAsync(edit), Later, ("Input.Detail", "Written by who goes on reading"));

        await officer.PressAsync(await officer.OpenAsync($"/restrict/recommendation/{recommendation}"), "Restrict it to these people",
            ("Input.People", $"{Somebody.QualityChair.Id}"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.Reason", "One child can be told"));

        var shut = await lead.OpenAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, shut.Status);
        Assert.DoesNotContain("shut out", shut.Body, StringComparison.Ordinal);
        Assert.Null(await board.Open(Somebody.SocialCareLead).FindDraftAsync(new(path, "progress"), Stop));
        Assert.DoesNotContain("shut out", (await lead.OpenAsync("/my/progress")).Body, StringComparison.Ordinal);
        Assert.Equal("Written by who goes on reading", (await officer.OpenAsync(edit)).Html.QuerySelector("#Input_Detail")!.TextContent.Trim());
    }

    [Fact]
    [Trait("threat", "T24")]
    public async Task A_text_taken_out_goes_from_what_others_are_writing()
    {
        var (_, path) = await GivenAsync();
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var page = await lead.OpenAsync(path);
        await KeepAsync(lead, page, ("Input.Text", "We met Zephyrine Quillfeather twice"));

        await using (var db = board.Open(Somebody.Officer))
            await new TakeOutText(db, board.Services.GetRequiredService<Sealing>(), board.Clock).CarryOutAsync(Command.Now("Take out"), new("Zephyrine Quillfeather", insideWords: false), "A child's name", Stop);
        var goesOn = await KeepAsync(lead, page, ("Input.Text", "We met Zephyrine Quillfeather three times"));

        Assert.Equal("We met [taken out] twice", Typed(await lead.OpenAsync(path)).Text);
        Assert.Equal(HttpStatusCode.Conflict, goesOn.Status); // the page that is still open puts it in again only knowingly
    }

    [Fact]
    [Trait("threat", "T22"), Trait("threat", "T15")]
    public async Task In_the_database_it_can_not_be_read_and_holds_nothing_that_opens_doors()
    {
        var (_, path) = await GivenAsync();
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        await lead.OverpostAsync(await lead.OpenAsync(path), Later, ("Input.Text", "Readable by one"), ("Input.Password", "four geese in a hurry"));

        await using var db = board.Open(Somebody.SocialCareLead);
        var fields = (await db.FindDraftAsync(new(path, "progress"), Stop))!.Fields;
        var stored = await db.Drafts.SingleAsync(d => d.Address == path, Stop);

        Assert.DoesNotContain("Readable", stored.Fields, StringComparison.Ordinal);
        Assert.Equal(["Command.Version", "Command.Was", "Input.Done", "Input.Evidence", "Input.Percent", "Input.Text"], fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("feature", "Z3")]
    public async Task Keeping_is_no_deed_and_asks_at_most_nine_commands_in_one_transaction()
    {
        var (_, path) = await GivenAsync();
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var page = await lead.OpenAsync(path);
        await using var db = board.OpenAll();
        var (entries, commands) = (await db.AuditEntries.CountAsync(Stop), await db.StoredCommands.CountAsync(Stop));
        board.Clock.Advance(TimeSpan.FromMinutes(2)); // so that the session's last-seen time is written as well

        using CommandCount counted = new(board);
        await KeepAsync(lead, page, ("Input.Text", "One"));
        var first = counted.Take();
        await KeepAsync(lead, page, ("Input.Text", "One, two"));
        var next = counted.Take();

        Assert.InRange(first, 1, 9);
        Assert.InRange(next, 1, 4);
        Assert.Equal((entries, commands), (await db.AuditEntries.CountAsync(Stop), await db.StoredCommands.CountAsync(Stop)));
    }

    [Fact]
    public async Task Of_two_pages_the_later_is_told_and_chooses()
    {
        var (_, path) = await GivenAsync();
        var (here, there) = (await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.SocialCareLead));
        var (mine, theirs) = (await here.OpenAsync(path), await there.OpenAsync(path));
        await KeepAsync(there, theirs, ("Input.Text", "Typed on the phone"));

        var told = await KeepAsync(here, mine, ("Input.Text", "Typed at the desk"));
        var toldWithoutScript = await here.PressAsync(mine, Later, ("Input.Text", "Typed at the desk"));
        var notOverwritten = Typed(await here.OpenAsync(path)).Text;
        var chosen = await here.PressAsync(toldWithoutScript, "Keep what is written here");

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Equal(HttpStatusCode.Conflict, toldWithoutScript.Status);
        Assert.Contains("it was kept on 23 November at", toldWithoutScript.Text, StringComparison.Ordinal);
        Assert.Equal("Typed at the desk", toldWithoutScript.Html.QuerySelector("main textarea")!.TextContent);
        Assert.Equal("Typed on the phone", notOverwritten);
        Assert.Equal("Typed at the desk", Typed(chosen).Text);
    }

    [Fact]
    [Trait("feature", "E4")]
    public async Task A_page_whose_answer_was_lost_on_the_way_is_no_other_page()
    {
        var (_, path) = await GivenAsync();
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var page = await lead.OpenAsync(path);

        await KeepAsync(lead, page, ("Input.Text", "One"));
        var again = await KeepAsync(lead, page, ("Input.Text", "One, two")); // still with version 0
        var saved = await lead.PressAsync(page, Save, ("Input.Text", "One, two, three"));

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Empty(saved.Errors);
    }

    [Fact]
    [Trait("feature", "E6"), Trait("feature", "Z4")]
    public async Task Who_saved_since_is_not_overwritten_from_a_draft()
    {
        var recommendation = await board.GivenAsync(A.Recommendation("Edited by two over days"));
        var (officer, chair, path) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair), $"/recommendations/{recommendation.Id}/edit");
        await chair.PressAsync(await chair.OpenAsync(path), Later, ("Input.Detail", "The chair's"));
        await officer.PressAsync(await officer.OpenAsync(path), "Save recommendation", ("Input.Detail", "The officer's"), ("Input.DifferenceForChildren", "Said by the officer"));

        var again = await chair.OpenAsync(path);
        var told = await chair.PressAsync(again, "Save recommendation");

        Assert.Equal("The chair's", again.Html.QuerySelector("#Input_Detail")!.TextContent.Trim());
        Assert.Contains("Somebody else saved this while you were typing", told.Text, StringComparison.Ordinal);
        Assert.Equal("The officer's", (await board.NowAsync(recommendation)).Detail);
        Assert.Equal("Said by the officer", told.Html.QuerySelector("#Input_DifferenceForChildren")!.TextContent.Trim()); // not touched by the chair
    }

    [Fact]
    public async Task What_is_chosen_and_not_chosen_comes_back_too()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/findings/new");

        await officer.PressAsync(form, Later, ("Input.Title", "Begun in a meeting"), ("Input.Kind", "Risk"), ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.FoundOn.Day", "4"), ("Input.OwnerGroupId", $"{Somewhere.Training.Id}"));
        var again = await officer.OpenAsync("/findings/new");

        var filled = Screen.Filled(again.FormOf("Save finding")).ToLookup(f => f.Name, f => f.Value);
        Assert.Equal(("Begun in a meeting", "Risk", "4"), (filled["Input.Title"].Single(), filled["Input.Kind"].Single(), filled["Input.FoundOn.Day"].Single()));
        Assert.Equal($"{Somewhere.Neglect.Id}", filled["Input.Themes"].Single());
        Assert.Equal($"{Somewhere.Training.Id}", filled["Input.OwnerGroupId"].Single());
        Assert.Empty(filled["Input.Strength"]);
        Assert.False((await officer.OpenAsync("/findings/new?item=0190aaaa-0000-7000-8000-000000000001")).Offers(Without)); // another page
    }

    [Fact]
    public async Task In_a_form_of_many_rows_each_text_stays_with_its_record()
    {
        await using var own = await Board.NewAsync(template);
        var first = await own.GivenAsync(An.Action("Due first", new(2026, 12, 1)).Public());
        var second = await own.GivenAsync(An.Action("Due second", new(2026, 12, 20)).Public());
        var lead = await own.AsAsync(Somebody.SocialCareLead);
        await lead.PressAsync(await lead.OpenAsync("/my/progress"), Later, ("Lines[0].Text", "About the first"), ("Lines[1].Text", "About the second"));
        await own.GivenAsync(An.Action("Due before both", new(2026, 11, 25)).Public());

        var again = await lead.OpenAsync("/my/progress");
        await lead.PressAsync(again, Save);

        Assert.Equal(["", "About the first", "About the second"], again.Html.QuerySelectorAll("main textarea").Select(t => t.TextContent.Trim()));
        Assert.Equal("About the first", Assert.Single((await own.NowAsync(first)).Updates).Text);
        Assert.Equal("About the second", Assert.Single((await own.NowAsync(second)).Updates).Text);
    }

    [Fact]
    public async Task After_thirty_days_it_is_gone()
    {
        await using var own = await Board.NewAsync(template);
        var action = await own.GivenAsync(An.Action().Public());
        DraftPlace place = new($"/actions/{action.Id}/progress", "progress");
        DraftSeen seen = new() { Address = place.Address, Form = place.Form, Writer = Guid.NewGuid() };
        await own.Open(Somebody.SocialCareLead).KeepDraftAsync(seen, """{"Input.Text":["Old"]}""", Stop);

        own.Clock.Advance(TimeSpan.FromDays(29));
        await own.Services.GetRequiredService<Sweep>().RoundAsync(Stop);
        var before = await own.Open(Somebody.SocialCareLead).FindDraftAsync(place, Stop);
        own.Clock.Advance(TimeSpan.FromDays(1));
        var hidden = await own.Open(Somebody.SocialCareLead).FindDraftAsync(place, Stop);
        await own.Services.GetRequiredService<Sweep>().RoundAsync(Stop);

        Assert.NotNull(before);
        Assert.Null(hidden);
        Assert.Equal(0, await own.OpenAll().Drafts.IgnoreQueryFilters().CountAsync(Stop));
    }

    [Fact]
    [Trait("threat", "T20"), Trait("threat", "T25")]
    public async Task It_has_an_end_and_a_place_of_the_boards_own()
    {
        var (_, path) = await GivenAsync();
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var page = await lead.OpenAsync(path);
        var much = new string('x', DraftRules.LongestFields);

        var tooLong = await KeepAsync(lead, page, ("Input.Text", much));
        var toldSo = await lead.PressAsync(page, Later, ("Input.Text", much));
        var elsewhere = await lead.OverpostAsync(page, Later, ("Input.Text", "x"), ("Command.Draft.Address", "https://elsewhere.example/"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.Status);
        Assert.StartsWith("This is too long to be kept", Assert.Single(toldSo.Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.Status);
    }

    [Fact]
    [Trait("asvs", "V14.3.3")]
    public async Task Nothing_about_a_restricted_record_may_lie_in_the_browser()
    {
        var finding = await board.GivenAsync(A.Finding("Restricted and edited").RestrictedTo(Somebody.Officer, Somebody.QualityChair));
        var open = await board.GivenAsync(A.Finding("Open and edited"));
        var officer = await board.AsAsync(Somebody.Officer);

        var (guarded, ordinary) = (await officer.OpenAsync($"/findings/{finding.Id}/edit"), await officer.OpenAsync($"/findings/{open.Id}/edit"));

        Assert.False(guarded.Html.QuerySelector("form[data-keeps]")!.HasAttribute("data-keeps-here"));
        Assert.True(ordinary.Html.QuerySelector("form[data-keeps]")!.HasAttribute("data-keeps-here"));
    }

    [Fact]
    [Trait("asvs", "V14.3.1")]
    public async Task Signing_out_tells_the_browser_to_forget()
    {
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        HttpRequestMessage request = new(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", (await lead.OpenAsync("/")).Token)]) };

        Assert.Equal("\"storage\"", (await lead.SendAsync(request)).Headers["Clear-Site-Data"]);
    }

    private static (string Text, string Percent, bool IsDone) Typed(Screen screen) =>
        (screen.Html.QuerySelector("#Input_Text")!.TextContent.Trim(), screen.Html.QuerySelector("#Input_Percent")!.GetAttribute("value") ?? "", screen.Html.QuerySelector("#Input_Done")!.HasAttribute("checked"));

    private static string Hidden(Screen screen, string name) => screen.Html.QuerySelector($"form[data-keeps] input[name='Command.Draft.{name}']")!.GetAttribute("value")!;

    // As the page's script does it.
    private static Task<Screen> KeepAsync(Client client, Screen screen, params (string Name, string Value)[] typed)
    {
        var fields = Screen.Filled(screen.FormOf(Later)).Where(f => typed.All(t => t.Name != f.Name)).Concat(typed);
        HttpRequestMessage request = new(HttpMethod.Post, "/drafts") { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Accept.ParseAdd("application/json");
        return client.SendAsync(request);
    }
}
