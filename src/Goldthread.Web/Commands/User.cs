using System.CommandLine;
using System.Security.Cryptography;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Accounts from the command line: the first administrator, and the way back in.</summary>
internal static class User
{
    public static Command Verb()
    {
        Argument<string> email = new("email") { Description = "E-mail address the person signs in with" };
        Option<string> name = new("--name") { Description = "Name as spoken", Required = true };
        Option<Role?> role = new("--role") { Description = "Role over the whole board; the first account is an administrator’s, others have none until it is given here or on the person’s page" };
        Command add = new("add", "Add a person with an account; prints a first password") { email, name, role };
        add.SetAction((parsed, stop) => Hosted.WithBoardAsync(parsed, "user add", (services, db) =>
            AddAsync(services, db, parsed.GetValue(email)!, parsed.GetValue(name)!, parsed.GetValue(role), stop)));
        Option<bool> factor = new("--second-factor") { Description = "Take its second factor away as well, for whoever has lost phone and recovery codes" };
        Command reset = new("reset", "Give an account a new password and end its sessions; prints it") { email, factor };
        reset.SetAction((parsed, stop) => Hosted.WithBoardAsync(parsed, "user reset", (services, db) => ResetAsync(services, db, parsed.GetValue(email)!, parsed.GetValue(factor), stop)));
        Command end = new("end", "End an account and its sessions; its person and doings stay") { email };
        end.SetAction((parsed, _) => Hosted.WithBoardAsync(parsed, "user end", (services, _) => EndAsync(services, parsed.GetValue(email)!)));
        return new("user", "Accounts") { add, reset, end };
    }

    private static async Task<int> AddAsync(IServiceProvider services, BoardDb db, string email, string name, Role? asked, CancellationToken stop)
    {
        var users = services.GetRequiredService<UserManager<Account>>();
        if (Person.Problems(name, email) is [{ } wrong, ..]) throw new UsageException(wrong.Message);
        if (await users.FindByEmailAsync(email) is not null) throw new UsageException($"{email} has an account already: try user reset");
        var person = await db.People.FirstOrDefaultAsync(p => p.Email == email, stop) ?? db.People.Add(new Person(name, email)).Entity;
        var role = asked ?? (await db.Users.AnyAsync(stop) ? Role.None : Role.Administrator);
        var today = services.GetRequiredService<TimeProvider>().Today();
        if (role != Role.None)
        {
            if (RoleRules.CanGive(role, ScopeKind.Board, today, null, person.Id, db.Viewer, services.GetRequiredService<Site.BoardContext>().Words) is { Count: > 0 } problems)
                throw new UsageException($"{role} can't be given here, but on the person's page: {string.Join("; ", problems.Select(p => p.Message))}");
            db.RoleHoldings.Add(new(person.Id, role, ScopeKind.Board, null, today));
        }
        var password = NewPassword();
        Check(await users.CreateAsync(new() { UserName = email, Email = email, EmailConfirmed = true, PersonId = person.Id }, password));
        Console.WriteLine($"{name} may sign in as {email} with the password  {password}");
        if (role == Role.None) Console.WriteLine("This gives no role: an administrator gives roles on the person's page.");
        return 0;
    }

    private static async Task<int> ResetAsync(IServiceProvider services, BoardDb db, string email, bool withSecondFactor, CancellationToken stop)
    {
        var users = services.GetRequiredService<UserManager<Account>>();
        var account = await FindAsync(users, email);
        var password = NewPassword();
        if (withSecondFactor)
        {
            await db.ForgetSecondFactorAsync(account, stop);
            db.Outbox.Add(new(MailKind.SecondFactorReset, account.PersonId, services.GetRequiredService<TimeProvider>().UtcNow()));
            await db.SaveAsync(Storage.Command.Now("user reset --second-factor"), stop); // of its own: Identity's save takes the row as it then is
        }
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        Check(await users.UpdateSecurityStampAsync(account));
        Console.WriteLine($"The new password of {email} is  {password}");
        Console.WriteLine(account.TwoFactorEnabled ? "Its second factor stays: --second-factor takes it away." : "It has no second factor; one is set up at the next sign-in where the board asks for it.");
        return 0;
    }

    private static async Task<int> EndAsync(IServiceProvider services, string email)
    {
        var users = services.GetRequiredService<UserManager<Account>>();
        var account = await FindAsync(users, email);
        account.End(services.GetRequiredService<TimeProvider>().UtcNow());
        Check(await users.UpdateAsync(account));
        Console.WriteLine($"{email} can't sign in any more.");
        return 0;
    }

    private static async Task<Account> FindAsync(UserManager<Account> users, string email) =>
        await users.FindByEmailAsync(email) ?? throw new UsageException($"there is no account {email}: look for a slip in the address");

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded) throw new UsageException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }

    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
}
