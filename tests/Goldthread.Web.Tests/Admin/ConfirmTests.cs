using System.Net;
using System.Reflection;
using Goldthread.Domain.Admin;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;
using static Goldthread.Web.Tests.Admin.SignInSteps;

namespace Goldthread.Web.Tests.Admin;

[Trait("feature", "W7")]
[Trait("threat", "T15")]
[Trait("asvs", "V7.5.1")]
public class ConfirmTests(BoardApp template)
{
    private static readonly (string Name, string Value)[] role = [("Input.Role", "Chair"), ("Input.Scope", "board"), ("Input.From.Day", "1"), ("Input.From.Month", "12"), ("Input.From.Year", "2026")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V7.2.4")]
    public async Task Some_time_after_signing_in_a_role_is_given_only_by_whoever_proves_anew_who_it_is_and_nothing_typed_is_lost()
    {
        await using var board = await Board.NewAsync(template);
        var (key, _) = await board.GivenAppAsync(Somebody.Administrator);
        var browser = await board.AsAsync(Somebody.Administrator);
        var form = await browser.OpenAsync($"/people/{Somebody.Analyst.Id}");
        board.Clock.Advance(SignInRules.Fresh);

        var asked = await browser.PressAsync(form, "Give this role", role);
        var before = await RolesAsync(board);
        var wrong = await browser.PressAsync(asked, "Confirm and go on", ("Confirm.Password", "wrong"), ("Confirm.Code", CodeOf(key, board)));
        var noCode = await browser.PressAsync(wrong, "Confirm and go on", ("Confirm.Password", Password), ("Confirm.Code", "000000"));
        var cookie = browser.Cookies.GetAllCookies().Single(c => c.Name == "goldthread").Value;
        var done = await browser.PressAsync(noCode, "Confirm and go on", ("Confirm.Password", Password), ("Confirm.Code", CodeOf(key, board)));

        Assert.Contains("Confirm that it is you", asked.Text, StringComparison.Ordinal);
        Assert.Equal(1, before);
        Assert.Equal(["This is not your password"], wrong.Errors);
        Assert.Contains("This code is not right", noCode.Errors[0], StringComparison.Ordinal);
        Assert.Equal($"/people/{Somebody.Analyst.Id}", done.Path);
        Assert.Contains("Role given", done.Text, StringComparison.Ordinal);
        Assert.Equal(2, await RolesAsync(board));
        Assert.NotEqual(cookie, browser.Cookies.GetAllCookies().Single(c => c.Name == "goldthread").Value);
        Assert.DoesNotContain(Password, noCode.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Within_ten_minutes_nobody_is_asked_and_everyday_work_never_asks()
    {
        await using var board = await Board.NewAsync(template);
        var (administrator, officer) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Officer));
        var form = await administrator.OpenAsync($"/people/{Somebody.Analyst.Id}");
        board.Clock.Advance(SignInRules.Fresh - TimeSpan.FromSeconds(1));

        var done = await administrator.PressAsync(form, "Give this role", role);
        board.Clock.Advance(TimeSpan.FromMinutes(5));
        var looked = await officer.PressAsync(await officer.OpenAsync("/take-out"), "Show where it stands", ("Input.Text", "Somebody Real"), ("Input.Reason", "Asked for"));

        Assert.Contains("Role given", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm that it is you", looked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_demonstration_a_press_confirms()
    {
        await using var board = await Board.NewAsync(template, o => o with { IsDemonstration = true });
        await board.ChangeSettingsAsync(s => s.MarkAsDemonstration());
        var browser = await board.AsAsync(Somebody.Administrator, SignInProof.Press);
        var form = await browser.OpenAsync($"/people/{Somebody.Analyst.Id}");
        board.Clock.Advance(SignInRules.Fresh);

        var done = await browser.PressAsync(await browser.PressAsync(form, "Give this role", role), "Confirm and go on");

        Assert.Contains("Role given", done.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("threat", "T20")]
    [InlineData("//evil.example"), InlineData("https://evil.example/"), InlineData("/\\evil.example"), InlineData("")]
    public async Task Whoever_confirms_is_led_nowhere_else(string to)
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenPasswordAsync(Somebody.Officer);
        var browser = await board.AsAsync(Somebody.Officer);
        var token = (await browser.OpenAsync("/")).Token;

        var refused = await browser.PostAsync("/confirm", ("__RequestVerificationToken", token), ("For", to), ("Confirm.Pressed", "true"), ("Confirm.Password", Password));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal("/", (await browser.OpenAsync("/confirm")).Path);
    }

    [Fact]
    public void The_deeds_that_ask_are_these()
    {
        var asking = typeof(ConfirmFirstAttribute).Assembly.GetTypes().SelectMany(type =>
            (type.IsDefined(typeof(ConfirmFirstAttribute)) ? [type.FullName!] : Array.Empty<string>())
            .Concat(type.GetMethods().Where(m => m.GetCustomAttribute<ConfirmFirstAttribute>() is not null).Select(m => $"{type.FullName}.{m.Name}")));

        const string admin = "Goldthread.Web.Features.Admin.";
        Assert.Equal(
            [
                admin + "Colleagues.CheckModel", admin + "Colleagues.IndexModel", admin + "People.DetailsModel", admin + "People.LeavingModel", admin + "People.SecondFactorModel", admin + "Restrict.IndexModel.OnPostLiftAsync", admin + "Retention.Holds.IndexModel.OnPostLiftAsync", admin + "Retention.IndexModel.OnPostApproveAsync", admin + "Retention.IndexModel.OnPostConfirmAsync", admin + "Retention.Rules.IndexModel.OnPostAsync", admin + "Settings.SignInModel", admin + "TakeOut.IndexModel.OnPostAsync",
                admin + "YourAbsence.IndexModel", admin + "YourSignIn.AppModel", admin + "YourSignIn.IndexModel", admin + "YourSignIn.PasskeysModel", admin + "YourSignIn.RecoveryCodesModel",
                "Goldthread.Web.Features.SetUp.WorkbookModel.OnPostKeepAsync",
            ],
            asking.Order(StringComparer.Ordinal));
    }

    private static async Task<int> RolesAsync(Board board)
    {
        await using var db = board.OpenAll();
        return await db.RoleHoldings.CountAsync(h => h.PersonId == Somebody.Analyst.Id, Stop);
    }
}
