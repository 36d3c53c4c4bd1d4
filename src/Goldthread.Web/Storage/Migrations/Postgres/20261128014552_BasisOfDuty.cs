using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BasisOfDuty : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "SetUpOn",
                table: "settings",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Basis",
                table: "organisations",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Other");

            // What stood there in words is one of three bases now; the words stay where they are more than its name.
            migrationBuilder.Sql("""update organisations set "Basis" = 'Section11', "Duty" = '' where lower("Duty") in ('section 11', 's11', 'section 11 children act 2004')""");
            migrationBuilder.Sql("""update organisations set "Basis" = 'Section175', "Duty" = '' where lower("Duty") in ('section 175', 'section 157', 'section 175 or 157')""");
            migrationBuilder.Sql("""update organisations set "Basis" = 'Section11' where lower("Duty") like 'section 11%'""");
            migrationBuilder.Sql("""update organisations set "Basis" = 'Section175' where lower("Duty") like 'section 175%' or lower("Duty") like 'section 157%'""");
            // A board that is in use is not being set up any more.
            migrationBuilder.Sql("""update settings set "SetUpOn" = '2026-11-28' where "WorryInHours" <> ''""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SetUpOn",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "Basis",
                table: "organisations");
        }
    }
}
