using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.SetUp;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.SetUp;

/// <summary>A board on an empty folder, from the code in the server's window to a board that works.</summary>
[Trait("feature", "Z6")]
public class BeginningTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly (string, string)[] first = [("Input.Name", "Nora First"), ("Input.Email", "nora@board.example"), ("Input.Password", SignInSteps.Password), ("Input.Work", "Office")];

    [Fact]
    [Trait("threat", "T15")]
    public async Task Whoever_has_the_code_becomes_the_first_administrator_and_sets_up_a_second_factor_before_anything_else()
    {
        await using var board = await Board.NewEmptyAsync(template);
        var browser = await board.AnyoneAsync();
        Assert.Contains("Begin it", (await browser.OpenAsync("/sign-in")).Text);

        var inside = await browser.PressAsync(await browser.OpenAsync($"/set-up/first?code={CodeOf(board)}"), "Begin", first);

        Assert.StartsWith("/your-sign-in/app", inside.Path, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var person = await db.People.SingleAsync(Stop);
        Assert.Equal([Role.Administrator, Role.BoardOfficer], (await db.RoleHoldings.Where(h => h.PersonId == person.Id).Select(h => h.Role).ToListAsync(Stop)).Order());
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AnyoneAsync()).OpenAsync($"/set-up/first?code={CodeOf(board)}")).Status);
        Assert.DoesNotContain("Begin it", (await (await board.AnyoneAsync()).OpenAsync("/sign-in")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [Trait("threat", "T15")]
    public async Task Without_the_code_nobody_begins_a_board(string code)
    {
        await using var board = await Board.NewEmptyAsync(template);
        var browser = await board.AnyoneAsync();

        var refused = await browser.PressAsync(await browser.OpenAsync("/set-up/first"), "Begin", [.. first, ("Code", code)]);

        Assert.Equal(["Enter the code that stands in the window where the server was started"], refused.Errors);
        await using var db = board.OpenAll();
        Assert.False(await db.Users.AnyAsync(Stop));
    }

    [Fact]
    public async Task Of_two_who_begin_it_at_the_same_moment_one_does()
    {
        await using var board = await Board.NewEmptyAsync(template);
        var (one, other) = (await board.AnyoneAsync(), await board.AnyoneAsync());
        var (here, there) = (await one.OpenAsync($"/set-up/first?code={CodeOf(board)}"), await other.OpenAsync($"/set-up/first?code={CodeOf(board)}"));

        var both = await Task.WhenAll(one.PressAsync(here, "Begin", first), other.PressAsync(there, "Begin", [first[0], ("Input.Email", "other@board.example"), first[2], first[3]]));

        Assert.Single(both, screen => screen.Status == HttpStatusCode.NotFound);
        await using var db = board.OpenAll();
        Assert.Equal(1, await db.Users.CountAsync(Stop));
    }

    [Fact]
    public async Task The_set_up_tells_what_is_missing_and_is_finished_when_nothing_needed_is()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            db.RemoveRange(await db.Themes.ToListAsync(Stop));
            await db.SaveAsync(Command.Now("Tests: no themes"), Stop);
        }
        var officer = await board.AsAsync(Somebody.Officer);
        Assert.Contains("Go on with the set-up", (await officer.OpenAsync("/")).Body, StringComparison.Ordinal);

        var early = await officer.PressAsync(await officer.OpenAsync("/set-up"), "The set-up is finished");
        Assert.Equal(["Themes: do this first, no board works without"], early.Errors);
        var themed = await officer.PressAsync(early, "Begin with these themes");
        Assert.Contains("Themes added", themed.Text);
        var done = await officer.PressAsync(themed, "The set-up is finished");

        Assert.Equal("/", done.Path);
        Assert.DoesNotContain("Go on with the set-up", done.Body, StringComparison.Ordinal);
        Assert.Equal(board.Today, (await board.OpenAll().Settings.SingleAsync(Stop)).SetUpOn);
    }

    [Fact]
    public async Task A_step_that_is_for_somebody_else_is_no_link()
    {
        await using var board = await Board.NewAsync(template);

        foreach (var (somebody, own, others) in new[] { (Somebody.Officer, "/set-up/tracker", "/settings"), (Somebody.Administrator, "/settings", "/set-up/tracker") })
        {
            var links = (await (await board.AsAsync(somebody)).OpenAsync("/set-up")).Html.QuerySelectorAll(".govuk-task-list__link").Select(a => a.GetAttribute("href")).ToList();
            Assert.Contains(own, links);
            Assert.DoesNotContain(others, links);
        }
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Nobody_but_whoever_keeps_the_structure_sets_up_a_board()
    {
        await using var board = await Board.NewAsync(template);

        foreach (var somebody in new[] { Somebody.Chair, Somebody.SocialCareLead, Somebody.LayMember, Somebody.Analyst, Somebody.OutsideReader })
        {
            var client = await board.AsAsync(somebody);
            foreach (var address in new[] { "/set-up", "/set-up/workbook", "/set-up/workbook?handler=empty", "/set-up/tracker" })
                Assert.Equal(HttpStatusCode.Forbidden, (await client.OpenAsync(address)).Status);
            Assert.DoesNotContain("Go on with the set-up", (await client.OpenAsync("/")).Body, StringComparison.Ordinal);
        }
        Assert.StartsWith("/sign-in", (await (await board.AnyoneAsync()).OpenAsync("/set-up")).Path, StringComparison.Ordinal);
    }

    private static string CodeOf(Board board) => SetUpCode.Of(board.Services.GetRequiredService<Sealing>());
}
